import type { StreamName } from '../../wire/index';
import { StoreRefusal } from '../store/port/store';

/**
 * How far beyond the last line a new one may be: dropped lines leave gaps, and a made-up number must not make a run of
 * a few lines look as if it had billions.
 */
export const MAX_GAP = 1_000_000;

/** GraphQL's Int, in which counts are told, ends here. */
const MAX_COUNT = 2 ** 31 - 1;

/**
 * @param count how many lines the stream has.
 * @throws StoreRefusal `gap-too-large` or `no-room` when lines cannot lie there.
 */
export function checkLineNumbers(stream: StreamName, offset: number, length: number, count: number): void {
  if (offset > count + MAX_GAP) {
    throw new StoreRefusal(
      'gap-too-large',
      `Line ${offset} of "${stream}" is more than ${MAX_GAP} lines beyond the ${count} that the run has; send what lies between first.`,
    );
  }
  if (offset + length > MAX_COUNT)
    throw new StoreRefusal(
      'no-room',
      `"${stream}" of a run has room for ${MAX_COUNT} lines; log what comes after them to another run.`,
    );
}
