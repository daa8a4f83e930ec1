import type { Sql } from './sql';
import type { FileStore, StoredFile } from '../port/store';

const SELECT = 'SELECT id, name, size, mimetype, md5, updated_at AS updatedAt FROM files';

/** The table of run files; their bytes are elsewhere. */
export class FileTable implements FileStore {
  readonly #list;
  readonly #find;
  readonly #record;
  readonly #run;
  readonly #owner;
  readonly #delete;
  readonly #runs;
  readonly #owe;
  readonly #forgive;
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#list = sql.prepare<StoredFile>(`${SELECT} WHERE run_id = ? ORDER BY id`);
    this.#find = sql.prepare<StoredFile>(`${SELECT} WHERE run_id = ? AND name = ?`);
    this.#runs = sql.prepare<{ run: number }>('SELECT DISTINCT run_id AS run FROM files');
    this.#owe = sql.prepare('INSERT INTO removals (run_id, name) SELECT run_id, name FROM files WHERE id = ?');
    this.#forgive = sql.prepare('DELETE FROM removals WHERE run_id = ? AND name = ?');
    this.#delete = sql.prepare('DELETE FROM files WHERE id = ?');
    this.#owner = sql.prepare<{ run: number }>('SELECT run_id AS run FROM files WHERE id = ?');
    this.#run = sql.prepare('SELECT 1 FROM runs WHERE id = ?');
    this.#record = sql.prepare(
      `INSERT INTO files (run_id, name, size, mimetype, md5, updated_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET size = excluded.size, mimetype = excluded.mimetype, md5 = excluded.md5, updated_at = excluded.updated_at`,
    );
  }

  runs(): number[] {
    return this.#runs.all().map(({ run }) => run);
  }

  list(run: number): StoredFile[] {
    return this.#list.all(run);
  }

  find(run: number, name: string): StoredFile | null {
    return this.#find.get(run, name) ?? null;
  }

  record(run: number, { name, size, mimetype, md5, updatedAt }: Omit<StoredFile, 'id'>): boolean {
    return this.#sql.transaction(() => {
      if (!this.#run.get(run)) return false;
      this.#record.run(run, name, size, mimetype, md5, updatedAt);
      this.#forgive.run(run, name);
      return true;
    });
  }

  delete(ids: number[]): number[] {
    return this.#sql.transaction(() => {
      const runs = new Set<number>();
      for (const id of ids) {
        const owner = this.#owner.get(id);
        if (!owner) continue;
        runs.add(owner.run);
        this.#owe.run(id);
        this.#delete.run(id);
      }
      return [...runs];
    });
  }
}
