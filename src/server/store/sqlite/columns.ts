import type { MetricKind } from '../../../wire/index';
import { eachMetric } from '../../ingest/metric';
import { Refusal } from '../../trouble/refusal';
import { Block, BLOCK_LINES, readBlock, type BlobData } from './block';
import { ColumnEnds } from './column-ends';
import type { Sql } from './sql';
import type { Column, ColumnEnd, ColumnStore, LineChange, NumberRange } from '../port/store';

/** More than any honest run has; a run that invents keys keeps its lines and gets no further columns. */
const MAX_COLUMNS = 10_000;
const MAX_KEY_LENGTH = 512;

/**
 * So many blocks may one request change: each takes as long, whether one line or a thousand lie in it. A body of W&B's
 * clients, of 10 MiB, stays below, even when each thousand lines of it have all of 10,000 keys.
 */
export const MAX_BLOCKS = 350_000;

/** What changes in one column: first some lines lose the key, then some have it. */
interface Patch {
  column: number;
  key: string;
  kind: MetricKind;
  removed: number[];
  lines: number[];
  values: number[];
}

/** The column of a key; null when there is none and no room for one more. */
type ColumnOf = (key: string, kind: MetricKind) => number | null;

/** Columns beside the lines: for each run and key, which lines have it, and its numbers, in blocks of 1,024 lines. */
export class ColumnTable implements ColumnStore {
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

  /**
   * Brings the columns in line with changed lines. To be called in the transaction that writes the lines.
   *
   * @throws Refusal when more than so many blocks would change.
   */
  apply(run: number, changes: LineChange[], mostBlocks = Infinity): void {
    const patches = patchesOf(changes, this.#finder(run));
    if (patches.reduce((sum, patch) => sum + countBlocks(patch), 0) > mostBlocks) {
      throw new Refusal(413, 'The request has too many keys in too many lines; send fewer lines at a time.');
    }
    for (const patch of patches) this.#apply(patch);
  }

  #finder(run: number): ColumnOf {
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

  #apply({ column, kind, removed, lines, values }: Patch): void {
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

/** About how many blocks a patch changes. */
function countBlocks({ removed, lines }: Patch): number {
  const count = (numbers: number[]) => new Set(numbers.map((line) => Math.floor(line / BLOCK_LINES))).size;
  return Math.max(count(removed), count(lines));
}

function patchesOf(changes: LineChange[], columnOf: ColumnOf): Patch[] {
  const patches: Patch[] = [];
  // By kind, then by key: a name made of both for each value would cost more than the rest.
  const byKind: { [kind in MetricKind]?: Map<string, Patch> } = {};
  let next = 0;
  const findPatch = (key: string, kind: MetricKind) => {
    if (key.length > MAX_KEY_LENGTH) return undefined;
    const byKey = (byKind[kind] ??= new Map());
    let patch = byKey.get(key);
    if (patch) return patch;
    const column = columnOf(key, kind);
    if (column === null) return undefined;
    patch = { column, key, kind, removed: [], lines: [], values: [] };
    byKey.set(key, patch);
    patches.push(patch);
    return patch;
  };
  const patchOf = (key: string, kind: MetricKind) => {
    // Rows mostly have the same keys in the same order.
    const likely = patches[next];
    const patch = likely?.key === key && likely.kind === kind ? likely : findPatch(key, kind);
    if (patch) next++;
    return patch;
  };
  for (const { number, before, after } of changes) {
    next = 0;
    if (before) eachMetric(before, (key, kind) => patchOf(key, kind)?.removed.push(number));
    if (!after) continue;
    next = 0;
    eachMetric(after, (key, kind, value) => {
      const patch = patchOf(key, kind);
      patch?.lines.push(number);
      patch?.values.push(value);
    });
  }
  return patches;
}
