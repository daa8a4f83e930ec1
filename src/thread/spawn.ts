import { wrap } from 'comlink';
import { source, start } from 'virtual:engine';
import { messageOf, SpoorError } from '../wire/index';
import { asking } from './answer';
import type { Engine, EngineEvent, Unasked } from './contract';
import { inlineUrl } from './trusted-types';
import { localThread, watchOver, workerThread, type Thread } from './worker-thread';

/**
 * Where the engine runs: a worker from the caller's file, a worker from text inside the library, or the page's own
 * thread.
 */
export type Rung = 'url' | 'inline' | 'page';

export interface Connection {
  engine: Engine;
  rung: Rung;
  storage: 'indexeddb' | 'memory';
  /**
   * Has `listener` told what the engine says by itself. Nothing is kept for whoever comes later. Returns the end of it.
   */
  follow: (listener: (event: EngineEvent) => void) => () => void;
  /** Rejects when the worker fails, or with {@link SET_ASIDE}. */
  failure: Promise<never>;
  terminate: () => void;
}

/**
 * Why a worker was ended when its page went into the back/forward cache. WebKit (seen with WebKitGTK 2.50.6) freezes a
 * worker there as it is, and one that is frozen within a transaction keeps every other page of the origin waiting for
 * IndexedDB. (It is of no use to tell it: it may be frozen before it hears.)
 */
export const SET_ASIDE = new SpoorError('worker-failed', 'The page is in the back/forward cache.');

/** Why a worker was ended when nobody needed it any more. */
export const ENDED = new SpoorError('worker-failed', 'The worker was ended.');

/**
 * A worker that has not said a word after this is taken for refused. Refusals by a Content-Security-Policy arrive as an
 * error event, much earlier.
 */
const DEADLINE_MS = 10_000;

/**
 * Starts the engine on the first rung of the ladder that holds: `workerUrl`, inline worker, page. The reasons of the
 * rungs that did not hold go to `onRefused`.
 */
export async function spawn(
  workerUrl: string | URL | undefined,
  onRefused: (rung: Rung, error: SpoorError) => void,
): Promise<Connection> {
  const ladder: [Rung, () => Thread][] = [
    ['inline', () => workerThread(inlineUrl(source))],
    ['page', () => localThread(start)],
  ];
  if (workerUrl !== undefined) ladder.unshift(['url', () => workerThread(workerUrl)]);
  let last: SpoorError | undefined;
  for (const [rung, open] of ladder) {
    try {
      return await shakeHands(rung, open());
    } catch (error) {
      last = new SpoorError('worker-failed', messageOf(error), { cause: error });
      onRefused(rung, last);
    }
  }
  throw last!;
}

async function shakeHands(rung: Rung, thread: Thread): Promise<Connection> {
  const engine = asking<Engine>(wrap(thread.endpoint), thread.failure);
  const listeners = new Set<(event: EngineEvent) => void>();
  thread.endpoint.addEventListener('message', (message) => {
    const { event } = (message as MessageEvent<Partial<Unasked>>).data;
    if (event) for (const listener of listeners) listener(event);
  });
  const follow = (listener: (event: EngineEvent) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new SpoorError('worker-failed', `The worker did not answer within ${DEADLINE_MS / 1000} s.`)),
      DEADLINE_MS,
    );
  });
  try {
    const greeted = Promise.resolve(thread.started).then(() => engine.connect());
    const { storage } = await Promise.race([greeted, deadline]);
    // A journal in memory would end with the worker, and has no transactions.
    if (storage === 'indexeddb') thread.endsWhenSetAside?.(SET_ASIDE);
    const endWatch = thread.isMortal ? watchOver(() => engine.ping(), thread.fail) : () => undefined;
    const terminate = () => {
      endWatch();
      listeners.clear();
      thread.terminate();
      thread.fail(ENDED);
    };
    return { engine, rung, storage, follow, failure: thread.failure, terminate };
  } catch (error) {
    thread.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
