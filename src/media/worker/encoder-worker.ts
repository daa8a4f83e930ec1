import { transfer, wrap } from 'comlink';
import { fromProblem } from '../../wire/index';
import { asking } from '../../thread/answer';
import { transferablesOf } from '../../thread/draft';
import { inlineUrl } from '../../thread/trusted-types';
import { localThread, watchOver, workerThread, type Thread } from '../../thread/worker-thread';
import type { Encoder } from '../engine/encoder';
import type { EncodingService } from './serve-encoders';

/** The text of a worker, and the same program for a page that gets no worker. */
export interface EncoderProgram {
  source: string;
  start: Parameters<typeof localThread>[0];
}

interface Running {
  thread: Thread;
  service: EncodingService;
}

/**
 * A worker that makes files of media which the core cannot encode. Not the engine's own: to write a million points
 * takes half a second, for which the engine would keep all rows waiting. It starts with the first value; where the
 * page's policy allows no worker, the page's own thread encodes. A worker that dies costs the values that it had, and
 * another takes its place.
 */
export class EncoderWorker {
  readonly #program: EncoderProgram;
  #running: Promise<Running> | null = null;

  constructor(program: EncoderProgram) {
    this.#program = program;
  }

  /** What a kind of media has as its `encode`. */
  readonly encode: Encoder<never> = async (part, onFailed) => {
    const { thread, service } = await (this.#running ??= this.#start());
    const endWatch = thread.isMortal ? watchOver(() => service.ping(), thread.fail) : () => undefined;
    try {
      const { encoded, failures } = await service.encode(transfer(part, transferablesOf(part)));
      for (const failure of failures) onFailed(typeof failure === 'string' ? failure : fromProblem(failure));
      return encoded;
    } finally {
      endWatch();
    }
  };

  async #start(): Promise<Running> {
    const { source, start } = this.#program;
    let running: Running;
    try {
      running = await greet(workerThread(inlineUrl(source)));
    } catch {
      running = await greet(localThread(start)).catch((error: unknown) => {
        // Its file may not have arrived, as in a tunnel: the next value tries again.
        this.#running = null;
        throw error;
      });
    }
    running.thread.failure.catch(() => {
      this.#running = null;
      running.thread.terminate();
    });
    return running;
  }
}

/** Resolves when the thread answers. */
async function greet(thread: Thread): Promise<Running> {
  const service = asking<EncodingService>(wrap(thread.endpoint), thread.failure);
  const endWatch = thread.isMortal ? watchOver(() => service.ping(), thread.fail) : () => undefined;
  try {
    await thread.started;
    await service.ping();
    return { thread, service };
  } catch (error) {
    thread.terminate();
    throw error;
  } finally {
    endWatch();
  }
}
