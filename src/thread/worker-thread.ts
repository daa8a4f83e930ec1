import type { Endpoint } from 'comlink';
import { SpoorError } from '../wire/index';
import { localChannel } from './local-channel';
import { trusted } from './trusted-types';

/**
 * A worker is asked so often whether it is there, and is taken for gone after so many questions without an answer. A
 * page that slept asks one question, not all that it missed.
 */
const PING_MS = 2_000;
const MOST_UNANSWERED = 10;

/** Where something runs beside the page: a worker, or the page itself. */
export interface Thread {
  endpoint: Endpoint;
  /** Resolves when something listens at the other end; left out where the endpoint keeps what is said before. */
  started?: Promise<void>;
  failure: Promise<never>;
  /** Makes `failure` reject. */
  fail: (error: unknown) => void;
  /** Has it fail when it ends without a word: see {@link watchOver}. Returns a function that ends the watch. */
  watch: (ping: () => Promise<unknown>) => () => void;
  /** Has the thread end, with this error, when its page goes into the back/forward cache. */
  endsWhenSetAside?: (reason: SpoorError) => void;
  terminate: () => void;
}

export function workerThread(url: string | URL): Thread {
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
  const endsWhenSetAside = (reason: SpoorError) => {
    const end = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      terminate();
      fail(reason);
    };
    addEventListener('pagehide', end, { signal: life.signal });
  };
  const watch: Thread['watch'] = (ping) => watchOver(ping, fail);
  return { endpoint: worker, failure, fail, watch, endsWhenSetAside, terminate };
}

/** @param start has something answer on the endpoint, in this thread. */
export function localThread(start: (endpoint: Endpoint) => Promise<void>): Thread {
  const [endpoint, far] = localChannel();
  const started = start(far);
  let fail!: Thread['fail'];
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  started.catch(fail);
  const terminate = () => undefined;
  // It does not end before whoever would watch it.
  return { endpoint, started, failure, fail, watch: () => terminate, terminate };
}

/**
 * Watches a worker by asking it again and again: nobody is told when a browser takes one away (no memory, a debugger).
 * No event comes then, as none comes of `terminate()`, and its calls stay pending. Returns a function that ends the
 * watch.
 */
export function watchOver(ping: () => Promise<unknown>, fail: Thread['fail']): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered++ >= MOST_UNANSWERED) {
      clearInterval(timer);
      fail(new SpoorError('worker-failed', 'The worker does not answer any more.'));
    } else
      void ping().then(
        () => (unanswered = 0),
        () => undefined,
      );
  }, PING_MS);
  return () => clearInterval(timer);
}
