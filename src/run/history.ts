import { bindMethods, parseRowExactly, type Row } from '../wire/index';
import type { HistoryPage } from '../thread/contract';

/** Which rows `run.history.range` gives. */
export interface HistoryRange {
  /** The first step. Default 0. */
  from?: number;
  /** The step after the last. Default: no end. */
  to?: number;
  /** Only rows that have all of these keys, and only these keys of them. Default: whole rows. */
  keys?: string[];
}

/** How the rows are asked for, page by page. */
export interface HistorySource {
  /** Rows that the server does not have yet, from a line on; null begins with the first. */
  waiting(from: number | null): Promise<HistoryPage>;
  /** Rows that the server has, from a step on. */
  delivered(from: number): Promise<HistoryPage>;
}

/**
 * The rows of a run, read back: those that the server has, in the order of their steps, then those that still wait in
 * this browser, which are held in memory meanwhile. Rows that are logged while it is read may be among them or not. In
 * mode `offline` the server is not asked. An integer that a number would round is a bigint.
 *
 * @example for await (const row of run.history) console.log(row._step, row.loss);
 */
export class History implements AsyncIterable<Row> {
  readonly #source: HistorySource | null;

  /** @internal */
  constructor(source: HistorySource | null) {
    this.#source = source;
    bindMethods(this);
  }

  /** All rows, as `range` gives them. */
  [Symbol.asyncIterator](): AsyncIterator<Row> {
    return this.range();
  }

  /**
   * Rows of some steps, or with some keys.
   *
   * @param range which rows; all when it is left out.
   * @throws SpoorError while it is read: `unreachable` or `unauthorized` when the server has rows that it does not
   * give.
   * @example for await (const { loss } of run.history.range({ from: 1000, keys: ['loss'] })) losses.push(loss);
   */
  async *range({ from = 0, to = Infinity, keys }: HistoryRange = {}): AsyncGenerator<Row, void, undefined> {
    for await (const line of this.#lines(from, to)) {
      const row = parseRowExactly(line);
      const step = Number(row['_step']);
      const chosen = step >= from && step < to ? choose(row, keys) : null;
      if (chosen) yield chosen;
    }
  }

  async *#lines(from: number, to: number): AsyncGenerator<string> {
    const source = this.#source;
    if (!source) return;
    const held: string[] = [];
    let isPart = false;
    for await (const page of pages((next) => source.waiting(next))) {
      isPart ||= page.isPart;
      for (const line of page.lines) held.push(line);
    }
    if (!isPart) {
      yield* held;
      return;
    }
    // The server is asked after all that waits was read, since some may have been delivered meanwhile. Such a row is in
    // both, and known by its text.
    const rest = new Set(held);
    for await (const { lines } of pages((next) => source.delivered(next ?? from), to)) {
      for (const line of lines) {
        rest.delete(line);
        yield line;
      }
    }
    yield* rest;
  }
}

async function* pages(
  read: (next: number | null) => Promise<HistoryPage>,
  end = Infinity,
): AsyncGenerator<HistoryPage, undefined, undefined> {
  for (let next: number | null = null; ;) {
    const page: HistoryPage = await read(next);
    yield page;
    next = page.next;
    if (next === null || next >= end) return undefined;
  }
}

function choose(row: Row, keys: string[] | undefined): Row | null {
  if (!keys) return row;
  if (!keys.every((key) => Object.hasOwn(row, key))) return null;
  return Object.fromEntries(keys.map((key) => [key, row[key]!]));
}
