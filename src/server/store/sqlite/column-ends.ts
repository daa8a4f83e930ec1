import type { MetricKind } from '../../../wire/index';
import { readBlock, type BlobData } from './block';
import type { Sql } from './sql';
import { BLOCK_LINES, type ColumnEnd } from '../port/column-store';

/** So many blocks are read at a time. */
const READ = 16;

/** What can be said of a column without reading all of it: its bounds, its last value, whether it only rises. */
export class ColumnEnds {
  readonly #bounds;
  readonly #last;
  readonly #blocks;

  constructor(sql: Sql) {
    const column = 'SELECT id FROM columns WHERE run_id = ?1 AND key = ?2 AND kind = ?3';
    this.#bounds = sql.prepare<{ low: number | null; high: number | null }>(
      `SELECT min(low) AS low, max(high) AS high FROM blocks WHERE column_id = (${column})`,
    );
    this.#last = sql.prepare<{ number: number; data: BlobData }>(
      `SELECT number, data FROM blocks WHERE column_id = (${column}) ORDER BY number DESC LIMIT 1`,
    );
    this.#blocks = sql.prepare<{ number: number; low: number | null; data: BlobData }>(
      `SELECT number, low, data FROM blocks WHERE column_id = (${column}) AND number >= ?4 ORDER BY number LIMIT ${READ}`,
    );
  }

  bounds(run: number, key: string): { low: number; high: number } | null {
    const { low = null, high = null } = this.#bounds.get(run, key, 'number') ?? {};
    return low === null || high === null ? null : { low, high };
  }

  end(run: number, key: string, kind: MetricKind): ColumnEnd | null {
    const last = this.#last.get(run, key, kind);
    if (!last) return null;
    const numeric = kind === 'number';
    const { values, places } = readBlock(last.data, numeric);
    const line = last.number * BLOCK_LINES + places.at(-1)!;
    return numeric
      ? { line, value: values.at(-1)!, rises: this.#rises(run, key) }
      : { line, value: null, rises: false };
  }

  /**
   * Whether no number is less than the one before it. Reads up to the first that is: of most metrics that is within the
   * first block.
   */
  #rises(run: number, key: string): boolean {
    let before = -Infinity;
    for (let next = 0; ;) {
      const blocks = this.#blocks.all(run, key, 'number', next);
      for (const { number, low, data } of blocks) {
        if (low === null || low < before) return false;
        for (const value of readBlock(data, true).values) {
          // NaN is neither.
          if (!(value >= before)) return false;
          before = value;
        }
        next = number + 1;
      }
      if (blocks.length < READ) return true;
    }
  }
}
