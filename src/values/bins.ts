import { formatBins, type Bins, type Countable } from '../wire/index';
import { BY_ITSELF, type Draft } from '../thread/draft';
import type { Fragment, Place } from './fragment';
import { turn } from './turn';

/**
 * Arrays with more elements than this are logged as a histogram of as many bins (W&B, `wandb/util.py`,
 * `maybe_compress_history`).
 */
export const LIST_LIMIT = 32;

/** What is longer is counted by the worker. */
const AT_ONCE = 65_536;

/** So many are copied for it at a time, which takes about a millisecond of the page's thread. */
const PIECE = 524_288;

/**
 * A histogram of values that nobody changes any more.
 *
 * @throws SpoorError `unsupported-value` when none of them has a bin.
 */
export function encodeBins(values: Countable, bins: Bins, place: Place): Fragment {
  const { key, drop, isAtOnce } = place;
  if (isAtOnce || values.length <= AT_ONCE)
    return formatBins({ pieces: [values], bins }, ({ code, message }) => drop(code, key, message));
  const now = () => {
    try {
      return formatBins({ pieces: [values], bins }, () => undefined);
    } catch {
      return null;
    }
  };
  return { settled: handOver(values, bins, place, now), now };
}

/**
 * The pieces are copies, which are moved to the worker: the page can still count for itself, should the worker die or
 * the page go away before the line is in the journal.
 */
async function handOver(values: Countable, bins: Bins, { key, step }: Place, now: () => string | null): Promise<Draft> {
  const pieces: Countable[] = [];
  for (let from = 0; from < values.length; from += PIECE) {
    await turn();
    pieces.push((values as Float64Array).slice(from, from + PIECE));
  }
  return [{ kind: 'histogram', key, step, many: false, items: [{ pieces, bins }], [BY_ITSELF]: now }];
}
