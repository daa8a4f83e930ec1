import type { LineCounts } from '../../../wire/index';
import { create } from '../../ingest/create';
import { openWriter } from '../../ingest/assign-line-numbers';
import { rewind } from '../../ingest/rewind';
import { carryOutAtOnce, type Steps } from '../../ingest/coroutine';
import { write } from '../../ingest/write';
import type { Delivery, LineStore, RunChanges, ServerRun, Store, Written } from '../port/store';
import type { Transaction } from '../port/transaction';
import { AlertTable } from './alerts';
import { ArtifactTable } from './artifacts';
import type { CollectionTable } from './collections';
import { ColumnTable } from './columns';
import type { ContentTable } from './contents';
import { Facts } from './facts';
import { FileTable } from './files';
import { LineTable } from './lines';
import { openDatabase } from './open';
import { ProjectTable } from './projects';
import { RelayTable } from './relays';
import { RemovalTable } from './removals';
import { RunTable } from './runs';
import type { Sql } from './sql';
import { SweepTable } from './sweeps';
import { WriterTable } from './writers';

/** As much as a request often has. */
const TRIAL_BYTES = 1024 * 1024;

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
  readonly #transaction: Transaction;
  readonly #sql: Sql;

  /** @throws SpoorError; see {@link openDatabase}. */
  static async open(folder: string, warn?: (line: string) => void): Promise<SqliteStore> {
    return new SqliteStore(await openDatabase(folder, warn));
  }

  private constructor(sql: Sql) {
    this.#sql = sql;
    this.projects = new ProjectTable(sql);
    this.runs = new RunTable(sql);
    this.columns = new ColumnTable(sql);
    this.files = new FileTable(sql);
    this.relays = new RelayTable(sql, this.runs);
    this.alerts = new AlertTable(sql);
    this.artifacts = new ArtifactTable(sql, this.runs);
    this.collections = this.artifacts.collections;
    this.contents = this.artifacts.contents;
    this.sweeps = new SweepTable(sql, this.runs);
    this.removals = new RemovalTable(sql);
    this.facts = new Facts(sql);
    const lines = new LineTable(sql);
    this.lines = lines;
    const { runs, columns, relays } = this;
    this.#transaction = { runs, lines, columns, relays, writers: new WriterTable(sql) };
  }

  create(project: number, name: string, changes: RunChanges, history: string[], now: number): ServerRun {
    return this.#carryOut((tx) => create(tx, project, name, changes, history, now));
  }

  open(run: number, client: string | null, from: LineCounts): void {
    this.#carryOut((tx) => openWriter(tx, run, client, from));
  }

  write(run: number, delivery: Delivery): Written | null {
    return this.#carryOut((tx) => write(tx, run, delivery));
  }

  rewind(run: number, step: number, now: number): void {
    this.#carryOut((tx) => rewind(tx, run, step, now));
  }

  /** Carries out rules of ingestion: all of it or nothing, and without a pause in which others could come. */
  #carryOut<T>(work: (tx: Transaction) => Steps<T>): T {
    return this.#sql.transaction(() => carryOutAtOnce(work(this.#transaction)));
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
