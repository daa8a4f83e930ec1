import type { Sql } from './sql';
import type { FileStore, StoredFile } from './store';

const SELECT = 'SELECT id, name, size, mimetype, md5, updated_at AS updatedAt FROM files';

/** The table of run files; their bytes are elsewhere. */
export class FileTable implements FileStore {
  readonly #list;
  readonly #find;
  readonly #record;
  readonly #run;
  readonly #byId;
  readonly #delete;
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#list = sql.prepare<StoredFile>(`${SELECT} WHERE run_id = ? ORDER BY id`);
    this.#find = sql.prepare<StoredFile>(`${SELECT} WHERE run_id = ? AND name = ?`);
    this.#byId = sql.prepare<{ run: number; name: string }>('SELECT run_id AS run, name FROM files WHERE id = ?');
    this.#delete = sql.prepare('DELETE FROM files WHERE id = ?');
    this.#run = sql.prepare('SELECT 1 FROM runs WHERE id = ?');
    this.#record = sql.prepare(
      `INSERT INTO files (run_id, name, size, mimetype, md5, updated_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET size = excluded.size, mimetype = excluded.mimetype, md5 = excluded.md5, updated_at = excluded.updated_at`,
    );
  }

  list(run: number): StoredFile[] {
    return this.#list.all(run);
  }

  find(run: number, name: string): StoredFile | null {
    return this.#find.get(run, name) ?? null;
  }

  record(run: number, { name, size, mimetype, md5, updatedAt }: Omit<StoredFile, 'id'>): boolean {
    if (!this.#run.get(run)) return false;
    this.#record.run(run, name, size, mimetype, md5, updatedAt);
    return true;
  }

  delete(ids: number[]): { run: number; name: string }[] {
    return this.#sql.transaction(() =>
      ids.flatMap((id) => {
        const found = this.#byId.all(id);
        this.#delete.run(id);
        return found;
      }),
    );
  }
}
