import type { UrgentAlerts } from '../../../wire/index';
import type { Sql } from './sql';
import type { Alert, AlertStore, OwedAlert } from '../port/store';

/** The table of alerts, and that of those that somebody is still to be told of. */
export class AlertTable implements AlertStore {
  readonly #list;
  readonly #last;
  readonly #insert;
  readonly #urgent;
  readonly #owe;
  readonly #owed;
  readonly #postpone;
  readonly #settle;
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
    // By the words "ERROR" is less than "WARN".
    this.#urgent = sql.prepare<UrgentAlerts>(
      `SELECT title, created_at AS at, COUNT(*) OVER () AS count, MIN(severity) OVER () AS level
       FROM alerts WHERE run_id = ? AND severity IN ('WARN', 'ERROR') ORDER BY id DESC LIMIT 1`,
    );
    this.#owe = sql.prepare('INSERT INTO owed_alerts (alert_id, due_at) VALUES (?, ?)');
    this.#owed = sql.prepare<OwedAlert>(
      `SELECT alerts.id, title, text, severity, alerts.created_at AS createdAt, attempts, due_at AS dueAt,
         projects.entity, projects.name AS project, runs.name AS run, runs.display_name AS displayName
       FROM owed_alerts JOIN alerts ON alerts.id = alert_id JOIN runs ON runs.id = run_id JOIN projects ON projects.id = project_id
       ORDER BY due_at, alert_id LIMIT ?`,
    );
    this.#postpone = sql.prepare('UPDATE owed_alerts SET attempts = attempts + 1, due_at = ? WHERE alert_id = ?');
    this.#settle = sql.prepare('DELETE FROM owed_alerts WHERE alert_id = ?');
    this.#known = sql.prepare(
      'SELECT 1 FROM alerts WHERE run_id = ? AND title = ? AND text = ? AND severity = ? AND created_at >= ?',
    );
    this.#bring = sql.prepare(
      'INSERT INTO alerts (run_id, title, text, severity, created_at, awaited) VALUES (?, ?, ?, ?, ?, 1)',
    );
    this.#arrives = sql.prepare(
      `UPDATE alerts SET awaited = 0 WHERE id =
         (SELECT id FROM alerts WHERE awaited = 1 AND run_id = ? AND title = ? AND text = ? AND severity = ? ORDER BY id LIMIT 1) RETURNING id`,
    );
  }

  list(run: number, limit: number): Alert[] {
    return this.#list.all(run, limit);
  }

  urgent(run: number): UrgentAlerts | null {
    return this.#urgent.get(run) ?? null;
  }

  add(run: number, { title, text, severity, createdAt }: Omit<Alert, 'id'>, waitMs: number, isOwed: boolean): boolean {
    return this.#sql.transaction(() => {
      if (this.#arrives.get(run, title, text, severity)) return true;
      const last = this.#last.get(run, title)?.createdAt ?? -Infinity;
      if (createdAt - last < waitMs) return false;
      const id = this.#insert.run(run, title, text, severity, createdAt);
      if (isOwed) this.#owe.run(id, createdAt);
      return true;
    });
  }

  owed(limit: number): OwedAlert[] {
    return this.#owed.all(limit);
  }

  postpone(alert: number, dueAt: number): void {
    this.#postpone.run(dueAt, alert);
  }

  settle(alert: number): void {
    this.#settle.run(alert);
  }

  bring(run: number, { title, text, severity, createdAt }: Omit<Alert, 'id'>): void {
    this.#sql.transaction(() => {
      if (!this.#known.get(run, title, text, severity, createdAt))
        this.#bring.run(run, title, text, severity, createdAt);
    });
  }
}
