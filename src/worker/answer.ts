import { toProblem, type Answer } from '../wire/index';

/** Does a call of the page, and gives its failure as data. */
export async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, problem: toProblem(error, 'storage-failed') };
  }
}
