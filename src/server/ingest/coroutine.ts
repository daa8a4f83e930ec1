import type { Awaitable } from '../store/port/store';

/**
 * A piece of work in steps: at each of them it has asked a store for something, and waits for the answer. So a rule is
 * written once, and the store decides how it is carried out: one that answers at once, like SQLite in this process,
 * does all steps without a pause, and nobody else can come in between; one over a network lets others work meanwhile,
 * and has transactions that keep them apart. With `async` functions others would come in between with SQLite too, and
 * see half of a change on its one connection, or have theirs rolled back with it.
 */
export type Steps<T> = Generator<unknown, T, unknown>;

/** Waits for what was asked of the store: `const run = yield* wait(tx.runs.byId(id));`. */
export function* wait<T>(asked: Awaitable<T>): Steps<T> {
  return (yield asked) as T;
}

/** Carries out work with a store that answers at once. */
export function carryOutAtOnce<T>(work: Steps<T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next(step.value);
  return step.value;
}

/** Carries out work with a store that answers later. What it fails with is thrown where the work waits for it. */
export async function carryOut<T>(work: Steps<T>): Promise<T> {
  let step = work.next();
  while (step.done !== true) {
    let answer: unknown;
    try {
      answer = await step.value;
    } catch (error) {
      step = work.throw(error);
      continue;
    }
    step = work.next(answer);
  }
  return step.value;
}
