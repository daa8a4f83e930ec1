import { parseRow, type Row, STREAM_NAMES, type LineCounts, type StreamName } from '../../../wire/index';
import { Refusal } from '../../trouble/refusal';
import { hasEnded, stateAtExit } from '../../runs/run-state';
import { AlertTable } from './alerts';
import { ArtifactTable } from './artifacts';
import type { CollectionTable } from './collections';
import { ColumnTable, MAX_BLOCKS } from './columns';
import type { ContentTable } from './contents';
import { Facts } from './facts';
import { FileTable } from './files';
import { LineTable } from './lines';
import { openDatabase } from './open';
import { Placing } from './placing';
import { ProjectTable } from './projects';
import { RelayTable } from './relays';
import { RemovalTable } from './removals';
import { RunTable } from './runs';
import type { Sql } from './sql';
import type { Delivery, LineChanges, LineStore, RunChanges, Store, ServerRun, Written } from '../port/store';
import { SweepTable } from './sweeps';
import { summaryAfter } from '../../ingest/writer-summary';
import { WriterTable, type Writer } from './writers';

/**
 * How far beyond the last line a new one may be: dropped lines leave gaps, and a made-up number must not move the end
 * to the moon.
 */
export const MAX_GAP = 1_000_000;

/** GraphQL's Int, in which counts are told, ends here. */
const MAX_COUNT = 2 ** 31 - 1;

/** As much as a request often has. */
const TRIAL_BYTES = 1024 * 1024;

/** So many lines are parsed at a time. */
const BATCH = 5000;

/** The store in one SQLite file, through libsql. */
export class SqliteStore implements Store {
  readonly projects: ProjectTable;
  readonly runs: RunTable;
  readonly columns: ColumnTable;
  readonly files: FileTable;
  readonly relays: RelayTable;
  readonly alerts: AlertTable;
  readonly artifacts: ArtifactTable;
  readonly collections: CollectionTable;
  readonly contents: ContentTable;
  readonly sweeps: SweepTable;
  readonly removals: RemovalTable;
  readonly facts: Facts;
  readonly lines: LineStore;
  readonly #lines: LineTable;
  readonly #writers: WriterTable;
  readonly #placing: Placing;
  readonly #sql: Sql;

  /** @throws SpoorError; see {@link openDatabase}. */
  static async open(folder: string, warn?: (line: string) => void): Promise<SqliteStore> {
    return new SqliteStore(await openDatabase(folder, warn));
  }

  private constructor(sql: Sql) {
    this.#sql = sql;
    this.#lines = new LineTable(sql);
    this.projects = new ProjectTable(sql);
    this.runs = new RunTable(sql);
    this.columns = new ColumnTable(sql);
    this.files = new FileTable(sql);
    this.relays = new RelayTable(sql, this.runs);
    this.alerts = new AlertTable(sql);
    this.#writers = new WriterTable(sql);
    this.#placing = new Placing(this.#lines, this.#writers, this.relays);
    this.artifacts = new ArtifactTable(sql, this.runs);
    this.collections = this.artifacts.collections;
    this.contents = this.artifacts.contents;
    this.sweeps = new SweepTable(sql, this.runs);
    this.removals = new RemovalTable(sql);
    this.facts = new Facts(sql);
    this.lines = {
      range: (...of) => this.#lines.range(...of),
      at: (...of) => this.#lines.at(...of),
      last: (...of) => this.#lines.last(...of),
      rewind: (run, step, now) => this.#rewind(run, step, now),
    };
  }

  create(project: number, name: string, changes: RunChanges, history: string[], now: number): ServerRun {
    return this.#sql.transaction(() => {
      const { id } = this.runs.create(project, name, changes, now);
      for (let offset = 0; offset < history.length; offset += BATCH) {
        const streams = { history: { offset, content: history.slice(offset, offset + BATCH) } };
        this.write(id, { streams, summary: null, exitcode: null, interruptedAt: null, receivedAt: now });
      }
      return this.runs.byId(id)!;
    });
  }

  write(id: number, delivery: Delivery): Written | null {
    return this.#sql.transaction(() => {
      const run = this.runs.byId(id);
      if (!run) return null;
      const { chunks, counts, writer } = this.#placing.place(run, delivery);
      const changes: LineChanges = { history: [], events: [], output: [] };
      let hasNewLines = false;
      for (const stream of STREAM_NAMES) {
        for (const { offset, content } of chunks[stream]) {
          checkPlace(stream, offset, content.length, counts[stream]);
          const changed = this.#lines.put(id, stream, offset, content, counts[stream]);
          counts[stream] = Math.max(counts[stream], offset + content.length);
          const [first] = changed;
          if (first) hasNewLines = true;
          if (first && first.number < run.lineCounts[stream]) this.relays.rewritten(id, stream, first.number);
          for (const { number, text, before } of changed) {
            if (stream === 'output') changes.output.push({ number, text });
            else changes[stream].push({ number, before: before === null ? null : rowOf(before), after: rowOf(text) });
          }
        }
      }
      this.columns.apply(id, changes.history, MAX_BLOCKS);
      const summary = this.#summaryAfter(run, delivery, writer);
      // A page may say any number. It may lie before the run was made here: one that was offline is delivered when it
      // is long gone.
      const lastWord = Math.min(Math.max(delivery.interruptedAt ?? delivery.receivedAt, 0), delivery.receivedAt);
      this.runs.beat(id, counts, summary, lastWord, !hasNewLines && (summary ?? run.summary) !== run.summary);
      if (delivery.preempting) this.runs.preempt(id);
      // New lines are a run that goes on after its end; an old request that arrives late has none. Of writers that
      // share a run only one tells of its end, and the others may be a little behind.
      const goesOn = STREAM_NAMES.some((stream) => counts[stream] > run.lineCounts[stream]);
      if (delivery.exitcode !== null) {
        const ending = { ...run, preempting: run.preempting || delivery.preempting === true };
        this.runs.setState(id, stateAtExit(ending, delivery.exitcode), delivery.exitcode, delivery.receivedAt);
      } else if (delivery.interruptedAt !== null) {
        if (run.state === 'running') this.runs.setState(id, 'interrupted', null, delivery.receivedAt);
      } else if ((goesOn && !(hasEnded(run) && delivery.writer?.client)) || run.state === 'interrupted')
        this.runs.reopen(id, delivery.receivedAt);
      return { run: this.runs.byId(id)!, changes };
    });
  }

  #summaryAfter({ summary }: ServerRun, { summary: said }: Delivery, writer: Writer | null): string | null {
    if (said === null || rowOf(said) === null) return null;
    if (!writer) return said;
    this.#writers.setSummary(writer.id, said);
    return summaryAfter(summary, writer.summary, said);
  }

  open(id: number, client: string | null, from: LineCounts): void {
    this.#sql.transaction(() => {
      const run = this.runs.byId(id);
      if (run) this.#placing.open(run, client, from);
    });
  }

  #rewind(id: number, step: number, now: number): void {
    this.#sql.transaction(() => {
      const run = this.runs.byId(id);
      if (!run) return;
      const { end, later } = this.#upTo(run, step);
      const [from = end] = later;
      const cut = this.#lines.range(id, 'history', from, run.lineCounts.history);
      this.columns.apply(
        id,
        cut.map(({ number, text }) => ({ number, before: rowOf(text), after: null })),
      );
      for (const stream of STREAM_NAMES) {
        const first = stream === 'history' ? from : 0;
        this.#lines.cut(id, stream, first);
        this.relays.rewritten(id, stream, first);
      }
      this.#writers.forget(id);
      this.runs.beat(id, { history: from, events: 0, output: 0 }, null, now);
      // Where rows came out of order, those that stay close up.
      const content = cut.filter(({ number }) => number < end && !later.has(number)).map(({ text }) => text);
      this.write(id, {
        streams: { history: { offset: from, content } },
        summary: null,
        exitcode: null,
        interruptedAt: null,
        receivedAt: now,
      });
    });
  }

  /**
   * Where the history up to a step ends, and which of the lines before are of later steps. A run that does not number
   * its steps goes by its lines.
   */
  #upTo({ id, lineCounts }: ServerRun, step: number): { end: number; later: Set<number> } {
    const { lines, values } = this.columns.numbers(id, '_step');
    if (lines.length === 0)
      return { end: Math.min(lineCounts.history, Math.max(0, Math.floor(step) + 1)), later: new Set() };
    const end = lines[values.findLastIndex((value) => value <= step)] ?? -1;
    return { end: end + 1, later: new Set(lines.filter((line, index) => line < end && values[index]! > step)) };
  }

  tryToStore(): void {
    // More than a page of it may be free where the disk is full. Twice, since what is rolled back is never written.
    this.#sql.transaction(() =>
      this.#sql.run(`INSERT OR REPLACE INTO facts (name, value) VALUES ('trial', randomblob(${TRIAL_BYTES}))`),
    );
    this.#sql.transaction(() => this.#sql.run("DELETE FROM facts WHERE name = 'trial'"));
  }

  copyTo(path: string): void {
    // Not run: that is for writes to the database itself, which may be what cannot be done any more.
    this.#sql.prepare('VACUUM INTO ?').all(path);
  }

  close(): void {
    this.#sql.fold();
    this.#sql.close();
  }
}

function checkPlace(stream: StreamName, offset: number, length: number, count: number): void {
  if (offset > count + MAX_GAP) {
    throw new Refusal(
      400,
      `Line ${offset} of "${stream}" is more than ${MAX_GAP} lines beyond the ${count} that the run has; send what lies between first.`,
    );
  }
  if (offset + length > MAX_COUNT) throw new Refusal(400, `"${stream}" of a run has room for ${MAX_COUNT} lines.`);
}

/** A line that is not a row is kept as it is, and has no columns. */
function rowOf(text: string): Row | null {
  try {
    return parseRow(text);
  } catch {
    return null;
  }
}
