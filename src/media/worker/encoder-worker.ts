import { transfer } from 'comlink';
import { fromProblem } from '../../wire/index';
import { transferablesOf } from '../../thread/draft';
import { startThread, type Program, type Started } from '../../thread/start-thread';
import type { Encoder } from '../engine/encoder';
import type { EncodingService } from './serve-encoders';

type Running = Started<EncodingService, void>;

/**
 * A worker that makes files of media which the core cannot encode. Not the engine's own: to write a million points
 * takes half a second, for which the engine would keep all rows waiting. It starts with the first value; where the
 * page's policy allows no worker, the page's own thread encodes. A worker that dies costs the values that it had, and
 * another takes its place.
 */
export class EncoderWorker {
  readonly #program: Program;
  #running: Promise<Running> | null = null;

  constructor(program: Program) {
    this.#program = program;
  }

  /** What a kind of media has as its `encode`. */
  readonly encode: Encoder<never> = async (part, onFailed) => {
    const [service, thread] = await (this.#running ??= this.#start());
    const endWatch = thread.watch(() => service.ping());
    try {
      const { encoded, failures } = await service.encode(transfer(part, transferablesOf(part)));
      for (const failure of failures) onFailed(fromProblem(failure));
      return encoded;
    } finally {
      endWatch();
    }
  };

  async #start(): Promise<Running> {
    try {
      const running = await startThread(this.#program, undefined, (service: EncodingService) => service.ping());
      const [, thread] = running;
      thread.failure.catch(() => {
        this.#running = null;
        thread.terminate();
      });
      return running;
    } catch (error) {
      // Its file may not have arrived, as in a tunnel: the next value tries again.
      this.#running = null;
      throw error;
    }
  }
}
