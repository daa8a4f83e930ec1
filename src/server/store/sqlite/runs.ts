import type { RunState } from '../../../wire/index';
import type { Sql } from './sql';
import {
  LONG_TEXTS,
  RUN_FIELDS,
  type ListedRun,
  type RunChanges,
  type RunStore,
  type ServerRun,
} from '../port/run-store';
import type { RunWriter } from '../port/transaction';

const COLUMNS: Record<(typeof RUN_FIELDS)[number], string> = {
  displayName: 'display_name',
  config: 'config',
  summary: 'summary',
  notes: 'notes',
  description: 'description',
  group: 'group_name',
  jobType: 'job_type',
  host: 'host',
  program: 'program',
  repo: 'repo',
  commit: 'commit_hash',
  sweep: 'sweep',
};

const select = (fields: readonly (typeof RUN_FIELDS)[number][]) => `
  SELECT runs.id, project_id AS projectId, projects.entity, projects.name AS project, runs.name, state, exitcode,
    stop_requested AS stopRequested, preempting, runs.revision, tags, runs.created_at AS createdAt, runs.updated_at AS updatedAt, heartbeat_at AS heartbeatAt,
    history_lines AS historyLines, events_lines AS eventsLines, output_lines AS outputLines,
    ${LONG_TEXTS.map((field) => `coalesce(octet_length(runs.${COLUMNS[field]}), 0)`).join(' + ')} AS textLength,
    ${fields.map((field) => `runs.${COLUMNS[field]} AS "${field}"`).join(', ')}
  FROM runs JOIN projects ON projects.id = project_id`;

const SELECT = select(RUN_FIELDS);
const SELECT_LISTED = select(RUN_FIELDS.filter((field) => !(LONG_TEXTS as readonly string[]).includes(field)));

type Row<Run extends ListedRun> = Omit<Run, 'stopRequested' | 'preempting' | 'tags' | 'lineCounts'> & {
  stopRequested: number;
  preempting: number;
  tags: string;
  historyLines: number;
  eventsLines: number;
  outputLines: number;
};

function toRun<Run extends ListedRun>({
  stopRequested,
  preempting,
  tags,
  historyLines,
  eventsLines,
  outputLines,
  ...rest
}: Row<Run>) {
  return {
    ...rest,
    stopRequested: stopRequested === 1,
    preempting: preempting === 1,
    tags: JSON.parse(tags) as string[],
    lineCounts: { history: historyLines, events: eventsLines, output: outputLines },
  };
}

/** The table of runs. */
export class RunTable implements RunStore, RunWriter {
  readonly #sql: Sql;
  readonly #find;
  readonly #byId;
  readonly #list;
  readonly #count;
  readonly #insert;
  readonly #update;
  readonly #reopen;
  readonly #setState;
  readonly #endsAnew;
  readonly #preempt;
  readonly #requestStop;
  readonly #silent;
  readonly #beat;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#find = sql.prepare<Row<ServerRun>>(
      `${SELECT} WHERE projects.entity = ? AND projects.name = ? AND runs.name = ?`,
    );
    this.#byId = sql.prepare<Row<ServerRun>>(`${SELECT} WHERE runs.id = ?`);
    this.#list = sql.prepare<Row<ListedRun>>(`${SELECT_LISTED} WHERE project_id = ? ORDER BY runs.id`);
    this.#count = sql.prepare<{ count: number }>('SELECT COUNT(*) AS count FROM runs WHERE project_id = ?');
    this.#insert = sql.prepare(
      `INSERT INTO runs (project_id, name, display_name, state, created_at, updated_at, heartbeat_at) VALUES (?, ?, '', 'running', ?3, ?3, ?3)`,
    );
    this.#update = sql.prepare(
      `UPDATE runs SET revision = revision + 1, updated_at = ?, tags = coalesce(?, tags), ${RUN_FIELDS.map((field) => `${COLUMNS[field]} = coalesce(?, ${COLUMNS[field]})`).join(', ')} WHERE id = ?`,
    );
    // A run that was interrupted may not have heard yet that it is to stop; one that has ended begins anew.
    this.#reopen = sql.prepare(
      `UPDATE runs SET revision = revision + 1, state = 'running', exitcode = NULL, preempting = 0, updated_at = ?1, heartbeat_at = ?1,
         stop_requested = CASE WHEN state = 'interrupted' THEN stop_requested ELSE 0 END
       WHERE id = ? AND state <> 'running'`,
    );
    this.#setState = sql.prepare('UPDATE runs SET state = ?, exitcode = ?, updated_at = ? WHERE id = ?');
    this.#endsAnew = sql.prepare('UPDATE relayed_runs SET ended = 0 WHERE run_id = ?');
    this.#preempt = sql.prepare('UPDATE runs SET preempting = 1 WHERE id = ?');
    this.#requestStop = sql.prepare('UPDATE runs SET stop_requested = 1, updated_at = ? WHERE id = ?');
    this.#silent = sql.prepare<Row<ListedRun>>(
      `${SELECT_LISTED} WHERE state = 'running' AND heartbeat_at > ? AND heartbeat_at <= ?`,
    );
    this.#beat = sql.prepare(
      `UPDATE runs SET heartbeat_at = ?1, updated_at = ?1, history_lines = ?, events_lines = ?, output_lines = ?, summary = coalesce(?, summary), revision = revision + ? WHERE id = ?`,
    );
  }

  find(entity: string, project: string, name: string): ServerRun | null {
    const row = this.#find.get(entity, project, name);
    return row ? toRun(row) : null;
  }

  byId(id: number): ServerRun | null {
    const row = this.#byId.get(id);
    return row ? toRun(row) : null;
  }

  list(project: number): ListedRun[] {
    return this.#list.all(project).map(toRun);
  }

  count(project: number): number {
    return this.#count.get(project)?.count ?? 0;
  }

  create(project: number, name: string, changes: RunChanges, now: number): ServerRun {
    return this.#sql.transaction(() => {
      const id = this.#insert.run(project, name, now);
      this.update(id, changes, now);
      return this.byId(id)!;
    });
  }

  update(id: number, changes: RunChanges, now: number): void {
    const tags = changes.tags && JSON.stringify(changes.tags);
    this.#update.run(now, tags, ...RUN_FIELDS.map((field) => changes[field]), id);
  }

  reopen(id: number, now: number): void {
    this.#reopen.run(now, id);
  }

  setState(id: number, state: RunState, exitcode: number | null, now: number): void {
    // First: should the other not happen, an end is told once more.
    this.#endsAnew.run(id);
    this.#setState.run(state, exitcode, now, id);
  }

  preempt(id: number): void {
    this.#preempt.run(id);
  }

  requestStop(id: number, now: number): void {
    this.#requestStop.run(now, id);
  }

  silentSince(from: number, to: number): ListedRun[] {
    return this.#silent.all(from, to).map(toRun);
  }

  beat(id: number, counts: ServerRun['lineCounts'], summary: string | null, now: number, changesRecord: boolean): void {
    this.#beat.run(now, counts.history, counts.events, counts.output, summary, changesRecord ? 1 : 0, id);
  }

  delete(id: number): void {
    this.#sql.transaction(() => {
      for (const statement of [
        'DELETE FROM blocks WHERE column_id IN (SELECT id FROM columns WHERE run_id = ?)',
        'DELETE FROM columns WHERE run_id = ?',
        'DELETE FROM chunks WHERE run_id = ?',
        'DELETE FROM stretches WHERE writer_id IN (SELECT id FROM writers WHERE run_id = ?)',
        'DELETE FROM writers WHERE run_id = ?',
        'DELETE FROM files WHERE run_id = ?',
        'DELETE FROM relayed_runs WHERE run_id = ?',
        'DELETE FROM relayed_files WHERE run_id = ?',
        'DELETE FROM owed_alerts WHERE alert_id IN (SELECT id FROM alerts WHERE run_id = ?)',
        'DELETE FROM alerts WHERE run_id = ?',
        'DELETE FROM run_artifacts WHERE run_id = ?',
        'UPDATE artifacts SET run_id = NULL WHERE run_id = ?',
        'INSERT INTO removals (run_id) SELECT id FROM runs WHERE id = ?',
        'DELETE FROM runs WHERE id = ?',
      ]) {
        this.#sql.prepare(statement).run(id);
      }
    });
  }
}
