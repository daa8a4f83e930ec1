import type { StreamName } from '../../wire/index';
import type { Line, ListedRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';

/** Steps from one to another, both included. */
export interface StepRange {
  from: number;
  to: number;
}

/**
 * At most so many lines of a stream, spread evenly, the first and the last among them; it ends with the one beyond
 * `length` characters.
 */
export async function sampleRows(
  store: StoreView,
  run: ListedRun,
  stream: StreamName,
  samples: number,
  length?: number,
): Promise<Line[]> {
  return linesBetween(store, run.id, stream, { first: 0, end: run.lineCounts[stream] }, samples, length);
}

/** At most so many lines from a number on and before another, spread evenly. */
async function linesBetween(
  store: StoreView,
  run: number,
  stream: StreamName,
  { first, end }: { first: number; end: number },
  samples: number,
  length?: number,
): Promise<Line[]> {
  const count = Math.max(0, end - first);
  if (count <= samples)
    return (await store.lines.range(run, stream, first, count, length)).filter(({ number }) => number < end);
  return store.lines.at(
    run,
    stream,
    Array.from({ length: samples }, (_, index) => first + Math.round((index * (count - 1)) / (samples - 1 || 1))),
    length,
  );
}

/**
 * The history lines whose step lies in a range and that have all of these keys, in order of their steps; spread evenly
 * when there are more than `samples`. A run that does not number its steps is read by line number. It ends with the
 * line beyond `length` characters.
 */
export async function stepsBetween(
  store: StoreView,
  run: ListedRun,
  { from, to }: StepRange,
  samples: number,
  keys: string[] = [],
  length?: number,
): Promise<Line[]> {
  let numbers: number[];
  if ((await store.columns.keys(run.id)).some(({ key }) => key === '_step')) {
    const { lines, values } = await store.columns.numbers(run.id, '_step', { low: from, high: to });
    const places: number[] = [];
    let isInOrder = true;
    for (let place = 0; place < values.length; place++) {
      const step = values[place]!;
      if (!(step >= from && step <= to)) continue;
      if (places.length > 0 && step < values[places.at(-1)!]!) isInOrder = false;
      places.push(place);
    }
    // Most runs log their steps in order, and to sort a million takes a second.
    if (!isInOrder) places.sort((a, b) => values[a]! - values[b]! || a - b);
    numbers = places.map((place) => lines[place]!);
  } else {
    const first = Math.max(0, Math.ceil(from));
    const end = Math.min(run.lineCounts.history, Math.floor(to) + 1);
    const key = keys.find((name) => name !== '_step');
    // A run with gaps has far more numbers than lines.
    if (key === undefined) return linesBetween(store, run.id, 'history', { first, end }, samples, length);
    numbers = (await store.columns.linesWith(run.id, key, first, end - first)).filter((number) => number < end);
  }
  const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  for (const key of keys) {
    if (key === '_step' || numbers.length === 0) continue;
    const having = new Set(await store.columns.linesWith(run.id, key, least, most - least + 1));
    numbers = numbers.filter((number) => having.has(number));
  }
  return store.lines.at(run.id, 'history', spread(numbers, samples), length);
}

/** At most so many of a list, evenly. */
function spread<T>(items: T[], samples: number): T[] {
  if (items.length <= samples) return items;
  return Array.from(
    { length: samples },
    (_, index) => items[Math.round((index * (items.length - 1)) / (samples - 1 || 1))]!,
  );
}
