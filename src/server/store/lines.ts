import { STREAM_NAMES, type StreamName } from '../../wire/stream';
import type { Sql } from './sql';
import type { Line } from './store';

const streamNumber = (stream: StreamName) => STREAM_NAMES.indexOf(stream);

/** So many lines go into one statement: a call into libsql costs more than the insertion of a line. */
const BATCH = 50;

/** The table of lines. Each has its number, so writing a line twice leaves one. */
export class LineTable {
  readonly #put;
  readonly #putBatch;
  readonly #range;
  readonly #between;
  readonly #at;
  readonly #last;
  readonly #cut;

  constructor(sql: Sql) {
    const put = (rows: number) =>
      sql.prepare(
        `INSERT INTO lines (run_id, stream, number, text) VALUES ${Array.from({ length: rows }, () => '(?, ?, ?, ?)').join(', ')}
         ON CONFLICT DO UPDATE SET text = excluded.text`,
      );
    this.#put = put(1);
    this.#putBatch = put(BATCH);
    const select = 'SELECT number, text FROM lines WHERE run_id = ? AND stream = ?';
    this.#range = sql.prepare<Line>(`${select} AND number >= ? ORDER BY number LIMIT ?`);
    this.#between = sql.prepare<Line>(`${select} AND number >= ? AND number < ?`);
    this.#at = sql.prepare<Line>(`${select} AND number = ?`);
    this.#last = sql.prepare<Line>(`${select} ORDER BY number DESC LIMIT 1`);
    this.#cut = sql.prepare('DELETE FROM lines WHERE run_id = ? AND stream = ? AND number >= ?');
  }

  /** Writes lines to their places and returns those that were not there word for word, with what stood in their place. */
  put(run: number, stream: StreamName, offset: number, content: string[], count: number): (Line & { before: string | null })[] {
    const old = new Map<number, string>();
    if (offset < count) {
      for (const { number, text } of this.#between.all(run, streamNumber(stream), offset, offset + content.length)) old.set(number, text);
    }
    const changed = [];
    for (const [index, text] of content.entries()) {
      const number = offset + index;
      const before = old.get(number) ?? null;
      if (before !== text) changed.push({ number, text, before });
    }
    const values = changed.map(({ number, text }) => [run, streamNumber(stream), number, text]);
    const batched = values.length - (values.length % BATCH);
    for (let start = 0; start < batched; start += BATCH) this.#putBatch.run(...values.slice(start, start + BATCH).flat());
    for (const line of values.slice(batched)) this.#put.run(...line);
    return changed;
  }

  range(run: number, stream: StreamName, from: number, limit: number): Line[] {
    return this.#range.all(run, streamNumber(stream), from, limit);
  }

  at(run: number, stream: StreamName, numbers: Iterable<number>): Line[] {
    const lines = [];
    for (const number of numbers) lines.push(...this.#at.all(run, streamNumber(stream), number));
    return lines;
  }

  last(run: number, stream: StreamName): Line | null {
    return this.#last.get(run, streamNumber(stream)) ?? null;
  }

  /** Removes the lines from a number on. */
  cut(run: number, stream: StreamName, from: number): void {
    this.#cut.run(run, streamNumber(stream), from);
  }
}
