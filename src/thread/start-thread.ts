import { wrap } from 'comlink';
import { messageOf, SpoorError } from '../wire/index';
import { asking, type Answering } from './answer';
import { inlineUrl } from './trusted-types';
import { localThread, workerThread, type Thread } from './worker-thread';

/** Where a program runs: a worker from the caller's file, one from text in the library, or the page's own thread. */
export type Rung = 'url' | 'inline' | 'page';

/** What runs beside the page. */
export interface Program {
  /** The text of its worker. */
  source: string;
  /** Runs it in the page. */
  start: Parameters<typeof localThread>[0];
}

/** What a program offers, where it runs, what it answered to the greeting, and the rung that held. */
export type Started<Service, Greeting> = [service: Service, thread: Thread, greeting: Greeting, rung: Rung];

/**
 * A worker that has not said a word after this is taken for refused. Refusals by a Content-Security-Policy arrive as an
 * error event, much earlier.
 */
const DEADLINE_MS = 10_000;

/**
 * Starts a program on the first rung of the ladder that holds: its file where there is one, inline worker, page. It
 * holds when the program answers `greet`. The reasons of the rungs that did not hold go to `onRefused`.
 *
 * @throws SpoorError `worker-failed` where none holds.
 */
export async function startThread<Service extends object, Greeting>(
  { source, start }: Program,
  url: string | URL | undefined,
  greet: (service: Service) => Promise<Greeting>,
  onRefused?: (rung: Rung, error: SpoorError) => void,
): Promise<Started<Service, Greeting>> {
  const ladder: [Rung, () => Thread][] = [
    ['inline', () => workerThread(inlineUrl(source))],
    ['page', () => localThread(start)],
  ];
  if (url !== undefined) ladder.unshift(['url', () => workerThread(url)]);
  let last: SpoorError | undefined;
  for (const [rung, open] of ladder) {
    let thread: Thread | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      thread = open();
      const { endpoint, failure, started } = thread;
      const service = asking<Service>(wrap<Answering<Service>>(endpoint), failure);
      const deadline = new Promise<never>((_resolve, reject) => {
        const late = new SpoorError('worker-failed', `The worker did not answer within ${DEADLINE_MS / 1000} s.`);
        timer = setTimeout(() => reject(late), DEADLINE_MS);
      });
      const answer = async () => {
        await started;
        return greet(service);
      };
      return [service, thread, await Promise.race([answer(), deadline]), rung];
    } catch (error) {
      thread?.terminate();
      last = new SpoorError('worker-failed', messageOf(error), { cause: error });
      onRefused?.(rung, last);
    } finally {
      clearTimeout(timer);
    }
  }
  throw last!;
}
