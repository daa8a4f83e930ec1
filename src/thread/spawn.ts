import { wrap, type Endpoint } from 'comlink';
import { source, start } from 'virtual:engine';
import { messageOf, SpoorError } from '../wire/index';
import { asking, type AnsweringEngine } from './answer';
import type { Engine, EngineEvent, Unasked } from './contract';
import { localChannel } from './local-channel';
import { inlineUrl, trusted } from './trusted-types';

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
 * Why a worker was ended when its page went into the back/forward cache. WebKit freezes a worker there as it is, and
 * one that is frozen within a transaction keeps every other page of the origin waiting for IndexedDB. (It is of no use
 * to tell it: it may be frozen before it hears.)
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
 * A worker is asked so often whether it is there, and is taken for gone after so many questions without an answer. A
 * page that slept asks one question, not all that it missed.
 */
const PING_MS = 2_000;
const MOST_UNANSWERED = 10;

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
    ['page', pageThread],
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

interface Thread {
  endpoint: Endpoint;
  /** Resolves when something listens at the other end; left out where the endpoint keeps what is said before. */
  started?: Promise<void>;
  failure: Promise<never>;
  /** Makes `failure` reject. */
  fail: (error: unknown) => void;
  /** Whether it may end without a word. */
  isMortal: boolean;
  /** Has the thread end, with {@link SET_ASIDE}, when its page goes into the back/forward cache. */
  endsWhenSetAside?: () => void;
  terminate: () => void;
}

function workerThread(url: string | URL): Thread {
  const worker = new Worker(trusted(url));
  const life = new AbortController();
  let fail!: Thread['fail'];
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(
      new SpoorError('worker-failed', event.message || `The worker ${String(url).slice(0, 80)} could not be started.`),
    );
  });
  const terminate = () => {
    life.abort();
    worker.terminate();
  };
  const endsWhenSetAside = () => {
    const end = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      terminate();
      fail(SET_ASIDE);
    };
    addEventListener('pagehide', end, { signal: life.signal });
  };
  return { endpoint: worker, failure, fail, isMortal: true, endsWhenSetAside, terminate };
}

function pageThread(): Thread {
  const [endpoint, far] = localChannel();
  const started = start(far);
  let fail!: Thread['fail'];
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  started.catch(fail);
  return { endpoint, started, failure, fail, isMortal: false, terminate: () => undefined };
}

async function shakeHands(rung: Rung, thread: Thread): Promise<Connection> {
  const engine = asking(wrap<AnsweringEngine>(thread.endpoint), thread.failure);
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
    if (storage === 'indexeddb') thread.endsWhenSetAside?.();
    const endWatch = thread.isMortal ? watchOver(engine, thread.fail) : () => undefined;
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

/**
 * Nobody is told when a browser takes a worker away (no memory, a debugger): no event comes, and its calls stay
 * pending. Returns the end of the watch.
 */
function watchOver(engine: Engine, fail: Thread['fail']): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered++ >= MOST_UNANSWERED) {
      clearInterval(timer);
      fail(new SpoorError('worker-failed', 'The worker does not answer any more.'));
    } else
      void engine.ping().then(
        () => (unanswered = 0),
        () => undefined,
      );
  }, PING_MS);
  return () => clearInterval(timer);
}
