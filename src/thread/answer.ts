import type { Remote } from 'comlink';
import { fromProblem, toProblem, type Answer, type ProblemCode } from '../wire/index';

/** Does something, and gives its failure as data: an error that crosses the thread loses its class and its code. */
export async function answer<T>(work: () => Promise<T>, fallback: ProblemCode = 'storage-failed'): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, problem: toProblem(error, fallback) };
  }
}

/** What is called across the thread: its results are answers. */
export type Answering<T> = {
  [name in keyof T]: T[name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Answer<Awaited<Result>>>
    : never;
};

type Method<T> = (...args: unknown[]) => Promise<T>;

/** The worker's own end. */
export function answering<T extends object>(service: T): Answering<T> {
  const answerOf =
    (method: Method<unknown>) =>
    (...args: unknown[]) =>
      answer(() => method.apply(service, args));
  return new Proxy({} as Answering<T>, {
    get: (_target, name) => answerOf(service[name as keyof T] as Method<unknown>),
  });
}

/**
 * The other end: a service that fails as if it were in this thread. What it has not answered when its worker dies fails
 * with what `failure` rejects with; comlink leaves its calls pending for ever then.
 *
 * @param remote what comlink has wrapped of an {@link Answering} service.
 */
export function asking<T extends object>(remote: Remote<Answering<T>> | Answering<T>, failure: Promise<never>): T {
  const unanswered = new Set<(error: unknown) => void>();
  let death: Promise<never> | null = null;
  // Listens once: a race with that promise in each call would keep something of every call for ever.
  failure.catch((error: unknown) => {
    death = failure;
    for (const reject of unanswered) reject(error);
  });
  const resultOf =
    (method: Method<Answer<unknown>>) =>
    (...args: unknown[]): Promise<unknown> =>
      death ??
      new Promise<unknown>((resolve, reject) => {
        unanswered.add(reject);
        const ended = () => unanswered.delete(reject);
        void method(...args)
          .then((told) => (told.ok ? resolve(told.value) : reject(fromProblem(told.problem))), reject)
          .finally(ended);
      });
  return new Proxy({} as T, {
    get: (_target, name) => resultOf(remote[name as keyof typeof remote] as unknown as Method<Answer<unknown>>),
  });
}
