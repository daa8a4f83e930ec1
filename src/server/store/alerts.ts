import type { Sql } from './sql';
import type { Alert, AlertStore } from './store';

/** The table of alerts. */
export class AlertTable implements AlertStore {
  readonly #list;
  readonly #last;
  readonly #insert;
  readonly #known;
  readonly #bring;
  readonly #arrives;
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
    this.#known = sql.prepare('SELECT 1 FROM alerts WHERE run_id = ? AND title = ? AND text = ? AND severity = ? AND created_at >= ?');
    this.#bring = sql.prepare('INSERT INTO alerts (run_id, title, text, severity, created_at, awaited) VALUES (?, ?, ?, ?, ?, 1)');
    this.#arrives = sql.prepare(
      `UPDATE alerts SET awaited = 0 WHERE id =
         (SELECT id FROM alerts WHERE awaited = 1 AND run_id = ? AND title = ? AND text = ? AND severity = ? ORDER BY id LIMIT 1) RETURNING id`,
    );
  }

  list(run: number, limit: number): Alert[] {
    return this.#list.all(run, limit);
  }

  add(run: number, { title, text, severity, createdAt }: Omit<Alert, 'id'>, waitMs: number): boolean {
    return this.#sql.transaction(() => {
      if (this.#arrives.get(run, title, text, severity)) return true;
      const last = this.#last.get(run, title)?.createdAt ?? -Infinity;
      if (createdAt - last < waitMs) return false;
      this.#insert.run(run, title, text, severity, createdAt);
      return true;
    });
  }

  bring(run: number, { title, text, severity, createdAt }: Omit<Alert, 'id'>): void {
    this.#sql.transaction(() => {
      if (!this.#known.get(run, title, text, severity, createdAt)) this.#bring.run(run, title, text, severity, createdAt);
    });
  }
}
