import type Database from 'libsql';
import { StorageError, troubleOf } from '../../trouble/storage-trouble';
import type { HeldFiles } from './held-files';
import { QuietTime } from './quiet-time';

/** What can be stored. libsql ends the whole process on a boolean, so nothing else may reach it. */
export type SqlValue = string | number | null | Uint8Array;

/** One connection to SQLite, with only what the tables need of it. */
export class Sql {
  readonly #database: Database.Database;
  readonly #quietTime = new QuietTime(() => this.#checkpoint());
  #isInTransaction = false;
  #files: HeldFiles | null = null;
  /**
   * What SQLite said when it found the database damaged. From then on nothing is written: it might land in what can
   * still be saved.
   */
  #damage: Error | null = null;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  prepare<Row = unknown>(text: string): Statement<Row> {
    return new Statement<Row>(
      this.attempt(() => this.#database.prepare(text)),
      this,
    );
  }

  run(text: string): void {
    this.attempt(() => this.#database.exec(text));
  }

  /** From now on, writes only while SQLite has these files open: they may be removed or replaced under it. */
  guard(files: HeldFiles): void {
    this.#files = files;
  }

  /** To be called before a write is made to last. @throws StorageError when it would be lost, or do harm. */
  checkWritable(): void {
    if (this.#damage) throw new StorageError('damaged', this.#damage.message, { cause: this.#damage });
    this.#files?.check();
  }

  /** Does something with the database, and remembers when that shows it to be damaged. */
  attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (troubleOf(error)?.kind === 'damaged') this.#damage ??= error as Error;
      throw error;
    }
  }

  /** Whether `transaction()` is at work. */
  get isInTransaction(): boolean {
    return this.#isInTransaction;
  }

  /** The value of a pragma. */
  pragma(name: string): unknown {
    return Object.values(this.attempt(() => this.#database.prepare(`PRAGMA ${name}`).all()[0]) ?? {})[0];
  }

  /**
   * Does all of the work or none of it; when it returns, the work is on disk. Inside another one it is a part of that.
   */
  transaction<T>(work: () => T): T {
    if (this.#isInTransaction) return work();
    this.run('BEGIN IMMEDIATE');
    this.#isInTransaction = true;
    try {
      const result = work();
      this.checkWritable();
      this.run('COMMIT');
      this.#quietTime.interrupt();
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#isInTransaction = false;
    }
  }

  /**
   * Moves the write-ahead log into the database. Where the log grows long SQLite does it within a write, which then
   * takes a tenth of a second more.
   */
  #checkpoint(): void {
    try {
      this.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // The disk is full or gone: what is written is safe in the log, and the next write says what is wrong.
    }
  }

  /**
   * Moves what is in the log into the database, and leaves one file, as far as that is possible. To be called before it
   * is closed.
   */
  fold(): void {
    try {
      this.checkWritable();
      this.pragma('journal_mode = DELETE');
      // The log is gone now, and is not to be missed.
      this.#files = null;
    } catch {
      // What is written is safe in the log, and the next start reads it.
    }
  }

  close(): void {
    this.#quietTime.end();
    try {
      this.#files?.check();
    } catch {
      // The files were replaced. SQLite would remove its log by name, and by now that may be the log of another
      // database. So it stays open until the process ends.
      return;
    }
    try {
      // libsql keeps the file open, and with it the lock, until its statements are garbage. So the lock is let go of
      // first: SQLite does that at the first read in the normal mode, outside of WAL.
      this.pragma('locking_mode = NORMAL');
      this.pragma('user_version');
    } catch {
      // It is damaged, or another has it.
    }
    this.#database.close();
  }
}

/** A prepared statement. */
export class Statement<Row> {
  readonly #statement: Database.Statement;
  readonly #sql: Sql;

  constructor(statement: Database.Statement, sql: Sql) {
    this.#statement = statement;
    this.#sql = sql;
  }

  /** Returns the id of an inserted row. */
  run(...values: SqlValue[]): number {
    if (!this.#sql.isInTransaction) this.#sql.checkWritable();
    // One array, never separate arguments: libsql takes a single object for named parameters.
    return Number(this.#sql.attempt(() => this.#statement.run(values.map(storable))).lastInsertRowid);
  }

  get(...values: SqlValue[]): Row | undefined {
    // Not libsql's own `get`: it adds a property to the row and leaves the statement open, which holds up checkpoints.
    return this.all(...values)[0];
  }

  all(...values: SqlValue[]): Row[] {
    return this.#sql.attempt(() => this.#statement.all(values.map(storable))) as Row[];
  }
}

/** SQLite ends a string at its first NUL, and all that follows would be lost. */
function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}
