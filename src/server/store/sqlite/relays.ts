import { type RunIdentity, NO_LINES, STREAM_NAMES, type StreamName } from '../../../wire/index';
import { ENDED_STATES } from '../../ingest/run-end';
import type { RunTable } from './runs';
import type { Sql } from './sql';
import type { RelayedRun, RelayStore, ServerRun, StoredFile } from '../port/store';
import type { RelayWriter } from '../port/transaction';

interface RelayedRow {
  claimed: number;
  identity: string | null;
  revision: number;
  historyLines: number;
  eventsLines: number;
  outputLines: number;
  rewrites: number;
  ended: number;
  dropped: string | null;
}

const OWED_FILES = `FROM files LEFT JOIN relayed_files AS sent ON sent.run_id = files.run_id AND sent.upstream_id = ?1 AND sent.name = files.name
  WHERE files.run_id = ?2 AND sent.md5 IS NOT files.md5`;

const NOTHING: RelayedRun = {
  claimed: false,
  identity: null,
  revision: 0,
  lineCounts: NO_LINES,
  rewrites: 0,
  ended: false,
  dropped: null,
};

/** The tables of what other servers have of our runs. */
export class RelayTable implements RelayStore, RelayWriter {
  readonly #sql: Sql;
  readonly #runs: RunTable;
  readonly #name;
  readonly #upstream;
  readonly #owed;
  readonly #find;
  readonly #put;
  readonly #namesake;
  readonly #owedFiles;
  readonly #putFile;
  readonly #forgetFiles;
  readonly #rewritten;

  constructor(sql: Sql, runs: RunTable) {
    this.#sql = sql;
    this.#runs = runs;
    this.#name = sql.prepare(
      'INSERT INTO upstreams (url, since) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET since = min(since, excluded.since)',
    );
    this.#upstream = sql.prepare<{ id: number }>('SELECT id FROM upstreams WHERE url = ?');
    this.#owed = sql.prepare<{ id: number }>(`
      SELECT runs.id FROM runs JOIN upstreams ON upstreams.id = ?1
      LEFT JOIN relayed_runs AS sent ON sent.run_id = runs.id AND sent.upstream_id = ?1
      WHERE CASE WHEN sent.run_id IS NULL THEN runs.state = 'running' OR runs.updated_at >= upstreams.since
        ELSE sent.revision < runs.revision OR sent.history_lines < runs.history_lines OR sent.events_lines < runs.events_lines
          OR sent.output_lines < runs.output_lines OR (sent.ended = 0 AND runs.state IN (${ENDED_STATES.map((state) => `'${state}'`).join(', ')}))
          OR EXISTS (SELECT 1 ${OWED_FILES.replace('?2', 'runs.id')}) END
      ORDER BY runs.id`);
    this.#find = sql.prepare<RelayedRow>(`
      SELECT claimed, identity, revision, history_lines AS historyLines, events_lines AS eventsLines, output_lines AS outputLines, rewrites, ended,
        dropped
      FROM relayed_runs WHERE upstream_id = ? AND run_id = ?`);
    this.#put = sql.prepare(`
      INSERT INTO relayed_runs (upstream_id, run_id, claimed, identity, revision, history_lines, events_lines, output_lines, ended, dropped)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET claimed = excluded.claimed, identity = excluded.identity, revision = excluded.revision,
        history_lines = excluded.history_lines, events_lines = excluded.events_lines, output_lines = excluded.output_lines,
        ended = excluded.ended, dropped = excluded.dropped`);
    this.#namesake = sql.prepare<{ id: number }>(`
      SELECT runs.id FROM relayed_runs JOIN runs ON runs.id = run_id JOIN projects ON projects.id = runs.project_id
      WHERE upstream_id = ? AND claimed = 1 AND run_id <> ? AND projects.name = ? AND runs.name = ?`);
    this.#owedFiles = sql.prepare<StoredFile>(
      `SELECT files.id, files.name, files.size, files.mimetype, files.md5, files.updated_at AS updatedAt ${OWED_FILES} ORDER BY files.id`,
    );
    this.#putFile = sql.prepare(
      'INSERT INTO relayed_files (upstream_id, run_id, name, md5) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET md5 = excluded.md5',
    );
    this.#forgetFiles = sql.prepare('DELETE FROM relayed_files WHERE upstream_id = ? AND run_id = ?');
    this.#rewritten = Object.fromEntries(
      STREAM_NAMES.map((stream) => [
        stream,
        sql.prepare(
          `UPDATE relayed_runs SET ${stream}_lines = min(${stream}_lines, ?1), rewrites = rewrites + 1 WHERE run_id = ?2`,
        ),
      ]),
    );
  }

  upstream(url: string, all: boolean, now: number): number {
    this.#name.run(url, all ? 0 : now);
    return this.#upstream.get(url)!.id;
  }

  owed(upstream: number): number[] {
    return this.#owed.all(upstream).map(({ id }) => id);
  }

  find(upstream: number, run: number): RelayedRun {
    const row = this.#find.get(upstream, run);
    return row ? toRelayed(row) : structuredClone(NOTHING);
  }

  update(upstream: number, id: number, change: (relayed: RelayedRun, run: ServerRun) => void): RelayedRun | null {
    return this.#sql.transaction(() => {
      const run = this.#runs.byId(id);
      if (!run) return null;
      const relayed = this.find(upstream, id);
      const known = relayed.identity?.storageId;
      change(relayed, run);
      // What was uploaded went to a run that is no more.
      if (known !== undefined && relayed.identity?.storageId !== known) this.#forgetFiles.run(upstream, id);
      const { claimed, identity, revision, lineCounts, ended, dropped } = relayed;
      const counts = STREAM_NAMES.map((stream) => lineCounts[stream]);
      this.#put.run(
        upstream,
        id,
        claimed ? 1 : 0,
        identity && JSON.stringify(identity),
        revision,
        ...counts,
        ended ? 1 : 0,
        dropped,
      );
      return relayed;
    });
  }

  claim(upstream: number, id: number): ServerRun | null {
    const run = this.#runs.byId(id);
    const other = run && this.#namesake.get(upstream, id, run.project, run.name);
    if (other) return this.#runs.byId(other.id);
    this.update(upstream, id, (relayed) => (relayed.claimed = true));
    return null;
  }

  owedFiles(upstream: number, run: number): StoredFile[] {
    return this.#owedFiles.all(upstream, run);
  }

  putFile(upstream: number, run: number, name: string, md5: string): void {
    this.#putFile.run(upstream, run, name, md5);
  }

  rewritten(run: number, stream: StreamName, from: number): void {
    this.#rewritten[stream]!.run(from, run);
  }
}

function toRelayed({
  claimed,
  identity,
  historyLines,
  eventsLines,
  outputLines,
  ended,
  ...rest
}: RelayedRow): RelayedRun {
  return {
    ...rest,
    claimed: claimed === 1,
    identity: identity === null ? null : (JSON.parse(identity) as RunIdentity),
    lineCounts: { history: historyLines, events: eventsLines, output: outputLines },
    ended: ended === 1,
  };
}
