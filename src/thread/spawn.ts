import { source, start } from 'virtual:engine';
import { SpoorError } from '../wire/index';
import type { Engine, EngineEvent, Unasked } from './contract';
import { startThread, type Rung } from './start-thread';

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

/** Starts the engine, on the first rung of the ladder that holds: see {@link startThread}. */
export async function spawn(
  workerUrl: string | URL | undefined,
  onRefused: (rung: Rung, error: SpoorError) => void,
): Promise<Connection> {
  const greet = (service: Engine) => service.connect();
  const [engine, thread, { storage }, rung] = await startThread({ source, start }, workerUrl, greet, onRefused);
  const listeners = new Set<(event: EngineEvent) => void>();
  thread.endpoint.addEventListener('message', (message) => {
    const { event } = (message as MessageEvent<Partial<Unasked>>).data;
    if (event) for (const listener of listeners) listener(event);
  });
  const follow = (listener: (event: EngineEvent) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  // A journal in memory would end with the worker, and has no transactions.
  if (storage === 'indexeddb') thread.endsWhenSetAside?.(SET_ASIDE);
  const endWatch = thread.watch(() => engine.ping());
  const terminate = () => {
    endWatch();
    listeners.clear();
    thread.terminate();
    thread.fail(ENDED);
  };
  return { engine, rung, storage, follow, failure: thread.failure, terminate };
}
