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
  return new Proxy({} as AnsweringEngine, { get: (_target, name: keyof Engine) => answerOf(engine[name] as Method<unknown>) });
}

/** The other end: an engine that fails as if it were in this thread. */
export function asking(remote: AnsweringEngine): Engine {
  const resultOf =
    (method: Method<Answer<unknown>>) =>
    async (...args: unknown[]) => {
      const told = await method(...args);
      if (!told.ok) throw fromProblem(told.problem);
      return told.value;
    };
  return new Proxy({} as Engine, { get: (_target, name: keyof Engine) => resultOf(remote[name] as Method<Answer<unknown>>) });
}
