import type { MetricKind } from '../../../wire/index';
import { MAX_COLUMNS } from '../../ingest/columns';
import { Block, readBlock, type BlobData } from './block';
import { ColumnEnds } from './column-ends';
import type { Sql } from './sql';
import { BLOCK_LINES, type Column, type ColumnEnd, type ColumnStore, type NumberRange } from '../port/column-store';
import type { ColumnChange, ColumnOf, ColumnWriter } from '../port/transaction';

/** Columns beside the lines: for each run and key, which lines have it, and its numbers, in blocks of 1,024 lines. */
export class ColumnTable implements ColumnStore, ColumnWriter {
  readonly #keys;
  readonly #names;
  readonly #size;
  readonly #find;
  readonly #insert;
  readonly #count;
  readonly #block;
  readonly #put;
  readonly #drop;
  readonly #numbers;
  readonly #ofKey;
  readonly #next;
  readonly #ends;

  constructor(sql: Sql) {
    this.#ends = new ColumnEnds(sql);
    this.#keys = sql.prepare<{ key: string; kind: MetricKind; count: number }>(
      'SELECT key, kind, count FROM columns WHERE run_id = ? AND count > 0 ORDER BY id',
    );
    this.#names = sql.prepare<{ id: number; key: string; kind: MetricKind }>(
      'SELECT id, key, kind FROM columns WHERE run_id = ?',
    );
    this.#size = sql.prepare<{ size: number }>('SELECT COUNT(*) AS size FROM columns WHERE run_id = ?');
    this.#find = sql.prepare<{ id: number }>('SELECT id FROM columns WHERE run_id = ? AND key = ? AND kind = ?');
    this.#insert = sql.prepare('INSERT INTO columns (run_id, key, kind) VALUES (?, ?, ?)');
    this.#count = sql.prepare('UPDATE columns SET count = count + ? WHERE id = ?');
    this.#block = sql.prepare<{ data: BlobData }>('SELECT data FROM blocks WHERE column_id = ? AND number = ?');
    this.#put = sql.prepare(
      `INSERT INTO blocks (column_id, number, low, high, data) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET low = excluded.low, high = excluded.high, data = excluded.data`,
    );
    this.#drop = sql.prepare('DELETE FROM blocks WHERE column_id = ? AND number = ?');
    this.#numbers = sql.prepare<{ number: number; data: BlobData }>(
      `SELECT number, data FROM blocks WHERE column_id = ? AND number >= ? AND (?3 IS NULL OR high >= ?3) AND (?4 IS NULL OR low <= ?4)
       ORDER BY number`,
    );
    this.#ofKey = sql.prepare<{ id: number; kind: MetricKind }>(
      'SELECT id, kind FROM columns WHERE run_id = ? AND key = ?',
    );
    this.#next = sql.prepare<{ number: number; data: BlobData }>(
      'SELECT number, data FROM blocks WHERE column_id = ? AND number >= ? ORDER BY number LIMIT 1',
    );
  }

  keys(run: number): { key: string; kind: MetricKind; count: number }[] {
    return this.#keys.all(run);
  }

  isFull(run: number): boolean {
    return this.#room(run) <= 0;
  }

  #room(run: number): number {
    return MAX_COLUMNS - (this.#size.get(run)?.size ?? 0);
  }

  finder(run: number): ColumnOf {
    let room = this.#room(run);
    const nameOf = (key: string, kind: MetricKind) => `${kind} ${key}`;
    let all: Map<string, number> | undefined;
    return (key, kind) => {
      if (room > 0) {
        const known = this.#find.get(run, key, kind)?.id;
        if (known === undefined) room--;
        return known ?? this.#insert.run(run, key, kind);
      }
      // A request may invent a million keys: they are not looked up in the database one by one.
      all ??= new Map(this.#names.all(run).map((column) => [nameOf(column.key, column.kind), column.id]));
      return all.get(nameOf(key, kind)) ?? null;
    };
  }

  change(changes: ColumnChange[]): void {
    for (const change of changes) this.#change(change);
  }

  #change({ column, kind, removed, lines, values }: ColumnChange): void {
    const numeric = kind === 'number';
    const blocks = new Map<number, Block>();
    let gained = 0;
    const blockOf = (line: number) => {
      const number = Math.floor(line / BLOCK_LINES);
      let block = blocks.get(number);
      if (!block) {
        const stored = this.#block.get(column, number);
        block = stored ? Block.decode(stored.data, numeric) : new Block();
        gained -= block.count;
        blocks.set(number, block);
      }
      return block;
    };
    for (const line of removed) blockOf(line).delete(line % BLOCK_LINES);
    for (const [index, line] of lines.entries()) blockOf(line).set(line % BLOCK_LINES, values[index]!);
    for (const [number, block] of blocks) {
      gained += block.count;
      const { low, high } = numeric ? block.bounds() : { low: null, high: null };
      if (block.count === 0) this.#drop.run(column, number);
      else this.#put.run(column, number, low, high, block.encode(numeric));
    }
    if (gained !== 0) this.#count.run(gained, column);
  }

  numbers(run: number, key: string, { from = 0, low, high }: NumberRange = {}): Column {
    const column = this.#find.get(run, key, 'number');
    const blocks = column
      ? this.#numbers.all(column.id, Math.floor(from / BLOCK_LINES), low ?? null, high ?? null)
      : [];
    const size = blocks.reduce((sum, { data }) => sum + data.byteLength / 10, 0);
    const lines = new Float64Array(size);
    const values = new Float64Array(size);
    let end = 0;
    for (const { number, data } of blocks) {
      const block = readBlock(data, true);
      values.set(block.values, end);
      for (const place of block.places) lines[end++] = number * BLOCK_LINES + place;
    }
    // Only the first block can hold lines before `from`.
    let start = 0;
    while (start < size && lines[start]! < from) start++;
    return { lines: lines.subarray(start), values: values.subarray(start) };
  }

  bounds(run: number, key: string): { low: number; high: number } | null {
    return this.#ends.bounds(run, key);
  }

  end(run: number, key: string, kind: MetricKind): ColumnEnd | null {
    return this.#ends.end(run, key, kind);
  }

  linesWith(run: number, key: string, from: number, limit: number): number[] {
    // A key may have had several kinds, each in a column of its own.
    const columns = this.#ofKey.all(run, key);
    const found: number[] = [];
    for (let next = Math.floor(from / BLOCK_LINES); found.length < limit; next++) {
      const heads = columns.flatMap(({ id, kind }) =>
        this.#next.all(id, next).map((block) => ({ ...block, numeric: kind === 'number' })),
      );
      if (heads.length === 0) break;
      next = Math.min(...heads.map(({ number }) => number));
      const places = heads
        .filter(({ number }) => number === next)
        .flatMap(({ data, numeric }) => [...readBlock(data, numeric).places]);
      for (const place of places.sort((a, b) => a - b)) {
        const line = next * BLOCK_LINES + place;
        if (line >= from) found.push(line);
      }
    }
    return found.slice(0, limit);
  }
}
