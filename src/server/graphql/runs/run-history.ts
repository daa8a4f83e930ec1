import { parseLine, valueAt, type LineValue, type Row, type StreamName } from '../../../wire/index';
import { parseExactRow } from '../../ingest/exact-line';
import { sampleRows, stepsBetween } from '../../reading/history';
import { Refusal } from '../../trouble/refusal';
import type { Line, ListedRun } from '../../store/port/store';
import type { Context, Part } from '../context';

const DEFAULT_SAMPLES = 500;
const MAX_SAMPLES = 50_000;

interface HistoryArgs {
  samples?: number | null;
  minStep?: number | null;
  /** Exclusive. */
  maxStep?: number | null;
}

const textsOf = (lines: Line[]) => lines.map(({ text }) => text);

function last(run: ListedRun, stream: StreamName, { site, budget }: Context): Promise<Line | null> {
  return budget.read(
    () => site.store.lines.last(run.id, stream),
    (line) => textsOf(line ? [line] : []),
  );
}

async function tail(run: ListedRun, stream: StreamName, context: Context): Promise<string> {
  const line = await last(run, stream, context);
  return JSON.stringify(line ? [line.text] : []);
}

async function history(
  run: ListedRun,
  { samples, minStep, maxStep }: HistoryArgs,
  { site, budget }: Context,
): Promise<string[]> {
  const whole = (minStep ?? null) === null && (maxStep ?? null) === null;
  const steps = { from: minStep ?? 0, to: (maxStep ?? Infinity) - 1 };
  const read = (length: number) =>
    whole
      ? sampleRows(site.store, run, 'history', atMost(samples), length)
      : stepsBetween(site.store, run, steps, MAX_SAMPLES, [], length);
  return textsOf(await budget.read(read, textsOf));
}

async function events(run: ListedRun, { samples }: HistoryArgs, { site, budget }: Context): Promise<string[]> {
  return textsOf(
    await budget.read((length) => sampleRows(site.store, run, 'events', atMost(samples), length), textsOf),
  );
}

/** One list of rows for each spec: rows that have all of its keys, and only those keys. */
async function sampledHistory(
  run: ListedRun,
  { specs }: { specs: string[] },
  { site, budget }: Context,
): Promise<Row[][]> {
  const answers = [];
  for (const text of specs) {
    const { keys, samples, minStep, maxStep } = readSpec(text);
    const steps =
      minStep === null && maxStep === null
        ? { from: -Infinity, to: Infinity }
        : { from: minStep ?? 0, to: maxStep ?? Infinity };
    // Who asks for as many rows as there are steps, page by page, means all of them: writers that share a run have each
    // row of a step.
    const isPage = minStep !== null && maxStep !== null && atMost(samples) > maxStep - minStep;
    const most = isPage ? MAX_SAMPLES : atMost(samples);
    const lines = await budget.read((length) => stepsBetween(site.store, run, steps, most, keys, length), textsOf);
    answers.push(lines.map((line) => rowOf(parseExactRow(line.text), keys)));
  }
  return answers;
}

function rowOf(row: Row, keys: string[]): Row {
  return Object.fromEntries(keys.map((key) => [key, sayable(valueAt(row, key) ?? null)]));
}

/** The answer is strict JSON, where W&B has these numbers as words. */
function sayable(value: LineValue): LineValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(sayable);
  return value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sayable(inner)]))
    : value;
}

function readSpec(text: string): {
  keys: string[];
  samples: number | null;
  minStep: number | null;
  maxStep: number | null;
} {
  const spec = parseLine(text);
  if (spec === null || typeof spec !== 'object' || Array.isArray(spec))
    throw new Refusal(
      400,
      `A spec of sampledHistory must be a JSON object such as {"keys":["loss"]}, not ${text.slice(0, 42)}.`,
    );
  const number = (name: string) => (typeof spec[name] === 'number' ? spec[name] : null);
  const keys = Array.isArray(spec['keys']) ? spec['keys'].filter((key) => typeof key === 'string') : [];
  return { keys, samples: number('samples'), minStep: number('minStep'), maxStep: number('maxStep') };
}

function atMost(samples: number | null | undefined): number {
  return Math.min(Math.max(Math.floor(samples ?? DEFAULT_SAMPLES), 1), MAX_SAMPLES);
}

/** What `historyKeys` says of one key. */
interface HistoryKey {
  typeCounts: { type: string; count: number }[];
  monotonic: boolean;
  previousValue: LineValue;
}

async function historyKeys(run: ListedRun, _args: object, { site, budget }: Context) {
  const { columns, lines } = site.store;
  const keys = new Map<string, HistoryKey & { line: number }>();
  const found = await budget.read(
    () => columns.keys(run.id),
    (all) => all.map(({ key }) => key),
  );
  for (const { key, kind, count } of found) {
    const end = await columns.end(run.id, key, kind);
    const known = keys.get(key);
    const { line = -1, value = null, rises = false } = end ?? {};
    // Somebody may have rewound the run since: then the key has no end any more.
    const isLast = line >= (known?.line ?? -1);
    keys.set(key, {
      typeCounts: [...(known?.typeCounts ?? []), { type: kind === 'text' ? 'string' : kind, count }],
      // A key that was also something else has no order.
      monotonic: !known && rises,
      previousValue: isLast ? value : known!.previousValue,
      line: isLast ? line : known!.line,
    });
  }
  // What is not a number stands only in the lines.
  const wanted = [
    ...new Set([...keys.values()].filter(({ previousValue }) => previousValue === null).map(({ line }) => line)),
  ];
  const last = await budget.read(
    (length) =>
      lines.at(
        run.id,
        'history',
        wanted.sort((a, b) => a - b),
        length,
      ),
    textsOf,
  );
  const rows = new Map(last.map(({ number, text }) => [number, parseExactRow(text)]));
  const told = [...keys].map(([key, { line, previousValue, ...rest }]) => {
    const row = previousValue === null ? rows.get(line) : undefined;
    return [key, { ...rest, previousValue: sayable(row ? (valueAt(row, key) ?? null) : previousValue) }] as const;
  });
  const lastStep = (await columns.bounds(run.id, '_step'))?.high ?? run.lineCounts.history - 1;
  return { keys: Object.fromEntries(told), lastStep, sets: [] };
}

/**
 * All of the history is live here, as W&B calls what has not been exported to Parquet files; its clients need to know
 * where that begins. The first step is enough for them to read the rest from `history` and `sampledHistory`, and to say
 * of a download of the exports that it is not complete.
 */
async function parquetHistory(run: ListedRun, _args: object, { site }: Context) {
  const isEmpty = run.lineCounts.history === 0;
  const first = (await site.store.columns.bounds(run.id, '_step'))?.low ?? 0;
  return { parquetUrls: [], liveData: isEmpty ? [] : [{ _step: first }] };
}

/** What a run has logged. */
export const runHistoryPart: Part = {
  sdl: `
    extend type Run {
      historyLineCount: Int eventsLineCount: Int logLineCount: Int
      historyTail: JSONString eventsTail: JSONString
      systemMetrics: JSONString
      historyKeys: JSON
      history(samples: Int, minStep: Int64, maxStep: Int64): [String!]!
      events(samples: Int): [String!]!
      sampledHistory(specs: [JSONString!]!): [JSON!]!
      parquetHistory(liveKeys: [String!]!): ParquetHistory!
    }
    type ParquetHistory { parquetUrls: [String!]! liveData: [JSON!] }
  `,
  resolvers: {
    Run: {
      historyLineCount: ({ lineCounts }: ListedRun) => lineCounts.history,
      eventsLineCount: ({ lineCounts }: ListedRun) => lineCounts.events,
      logLineCount: ({ lineCounts }: ListedRun) => lineCounts.output,
      historyTail: (run: ListedRun, _args: object, context: Context) => tail(run, 'history', context),
      eventsTail: (run: ListedRun, _args: object, context: Context) => tail(run, 'events', context),
      systemMetrics: async (run: ListedRun, _args: object, context: Context) =>
        (await last(run, 'events', context))?.text ?? '{}',
      historyKeys,
      history,
      events,
      sampledHistory,
      parquetHistory,
    },
  },
};
