import type { Sql } from './sql';
import type { Removal, RemovalStore } from '../port/store';

/**
 * The table of what is to be removed from the disk. A row comes with the end of the record that it was kept for, in one
 * transaction.
 */
export class RemovalTable implements RemovalStore {
  readonly #next;
  readonly #done;

  constructor(sql: Sql) {
    this.#next = sql.prepare<{ id: number; run: number | null; name: string | null; digest: string | null }>(
      'SELECT id, run_id AS run, name, digest FROM removals WHERE id > ? ORDER BY id LIMIT 1',
    );
    this.#done = sql.prepare('DELETE FROM removals WHERE id = ?');
  }

  next(after: number): Removal | null {
    const row = this.#next.get(after);
    if (!row) return null;
    const { id, run, name, digest } = row;
    return digest === null ? { id, run: run!, name } : { id, digest };
  }

  done(id: number): void {
    this.#done.run(id);
  }
}
