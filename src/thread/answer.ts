import { fromProblem, toProblem, type Answer, type ProblemCode } from '../wire/index';
import type { Engine } from './contract';

/** Does something, and gives its failure as data: an error that crosses the thread loses its class and its code. */
export async function answer<T>(work: () => Promise<T>, fallback: ProblemCode = 'storage-failed'): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, problem: toProblem(error, fallback) };
  }
}

/** An engine as it is called across the thread: its results are answers. */
export type AnsweringEngine = {
  [name in keyof Engine]: (...args: Parameters<Engine[name]>) => Promise<Answer<Awaited<ReturnType<Engine[name]>>>>;
};

type Method<T> = (...args: unknown[]) => Promise<T>;

/** The engine's own end. */
export function answering(engine: Engine): AnsweringEngine {
  const answerOf =
    (method: Method<unknown>) =>
    (...args: unknown[]) =>
      answer(() => method.apply(engine, args));
  return new Proxy({} as AnsweringEngine, {
    get: (_target, name: keyof Engine) => answerOf(engine[name] as Method<unknown>),
  });
}

/**
 * The other end: an engine that fails as if it were in this thread. What it has not answered when its worker dies fails
 * with what `failure` rejects with; comlink leaves its calls pending for ever then.
 */
export function asking(remote: AnsweringEngine, failure: Promise<never>): Engine {
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
  return new Proxy({} as Engine, {
    get: (_target, name: keyof Engine) => resultOf(remote[name] as Method<Answer<unknown>>),
  });
}
