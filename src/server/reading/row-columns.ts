import { type MetricKind, type RowStream, rowIn } from '../../wire/index';
import { eachMetric } from '../ingest/metric';
import type { Awaitable, Column, Line, ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';

/** The columns of a stream of rows, from a line on. */
export interface RowColumns {
  keys(): Awaitable<{ key: string; kind: MetricKind; count: number }[]>;
  numbers(key: string): Awaitable<Column>;
}

/** A week of samples, one every 15 seconds, is 40,000; of more, every second or third is read. */
const MAX_EVENTS = 50_000;
/** So many are read at a time, that others are answered in between. */
const PORTION = 1000;

/** The history has its columns in the store. Events are few: their columns are made of the lines when somebody asks. */
export async function rowColumns(store: StoreView, run: ServerRun, stream: RowStream, from = 0): Promise<RowColumns> {
  if (stream === 'history') {
    return { keys: () => store.columns.keys(run.id), numbers: (key) => store.columns.numbers(run.id, key, { from }) };
  }
  const keys = new Map<string, { key: string; kind: MetricKind; count: number }>();
  const columns = new Map<string, { lines: number[]; values: number[] }>();
  for await (const { number, text } of eventsOf(store, run, from)) {
    const row = rowIn(text);
    if (!row) continue;
    eachMetric(row, (key, kind, value) => {
      const name = `${kind} ${key}`;
      const known = keys.get(name) ?? { key, kind, count: 0 };
      keys.set(name, { ...known, count: known.count + 1 });
      if (kind !== 'number') return;
      const column = columns.get(key) ?? { lines: [], values: [] };
      columns.set(key, column);
      column.lines.push(number);
      column.values.push(value);
    });
  }
  return {
    keys: () => [...keys.values()],
    numbers(key) {
      const { lines, values } = columns.get(key) ?? { lines: [], values: [] };
      return { lines: Float64Array.from(lines), values: Float64Array.from(values) };
    },
  };
}

async function* eventsOf(store: StoreView, { id, lineCounts }: ServerRun, from: number): AsyncGenerator<Line> {
  const stride = Math.ceil(Math.max(1, lineCounts.events - from) / MAX_EVENTS);
  for (let start = from; start < lineCounts.events; start += PORTION * stride) {
    const numbers = Array.from({ length: PORTION }, (_, index) => start + index * stride);
    yield* await store.lines.at(id, 'events', numbers);
    await new Promise(setImmediate);
  }
}
