import type { Sql } from './sql';
import type { Alert, AlertStore } from './store';

/** The table of alerts. */
export class AlertTable implements AlertStore {
  readonly #list;
  readonly #last;
  readonly #insert;
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#list = sql.prepare<Alert>(
      `SELECT id, title, text, severity, created_at AS createdAt FROM
         (SELECT * FROM alerts WHERE run_id = ? ORDER BY id DESC LIMIT ?) ORDER BY id`,
    );
    this.#last = sql.prepare<{ createdAt: number | null }>(
      'SELECT MAX(created_at) AS createdAt FROM alerts WHERE run_id = ? AND title = ?',
    );
    this.#insert = sql.prepare('INSERT INTO alerts (run_id, title, text, severity, created_at) VALUES (?, ?, ?, ?, ?)');
  }

  list(run: number, limit: number): Alert[] {
    return this.#list.all(run, limit);
  }

  add(run: number, { title, text, severity, createdAt }: Omit<Alert, 'id'>, waitMs: number): boolean {
    return this.#sql.transaction(() => {
      const last = this.#last.get(run, title)?.createdAt ?? -Infinity;
      if (createdAt - last < waitMs) return false;
      this.#insert.run(run, title, text, severity, createdAt);
      return true;
    });
  }
}
