import type Database from 'libsql';
import { QuietTime } from './quiet-time';

/** What can be stored. libsql ends the whole process on a boolean, so nothing else may reach it. */
export type SqlValue = string | number | null | Uint8Array;

/** One connection to SQLite, with only what the tables need of it. */
export class Sql {
  readonly #database: Database.Database;
  readonly #quietTime = new QuietTime(() => this.#checkpoint());

  constructor(database: Database.Database) {
    this.#database = database;
  }

  prepare<Row = unknown>(text: string): Statement<Row> {
    return new Statement<Row>(this.#database.prepare(text));
  }

  run(text: string): void {
    this.#database.exec(text);
  }

  /** The value of a pragma. */
  pragma(name: string): unknown {
    return Object.values(this.#database.prepare(`PRAGMA ${name}`).all()[0] ?? {})[0];
  }

  /** Does all of the work or none of it; when it returns, the work is on disk. Inside another one it is a part of that. */
  transaction<T>(work: () => T): T {
    if (this.#database.inTransaction) return work();
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      this.#quietTime.interrupt();
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Moves the write-ahead log into the database. Where the log grows long SQLite does it within a write, which then takes a tenth of a second more. */
  #checkpoint(): void {
    try {
      this.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // The disk is full or gone: what is written is safe in the log, and the next write says what is wrong.
    }
  }

  close(): void {
    this.#quietTime.end();
    // libsql keeps the file open, and with it the lock, until its statements are garbage. So the lock is let go of first: SQLite does
    // that at the first read in the normal mode, outside of WAL.
    this.pragma('locking_mode = NORMAL');
    this.pragma('user_version');
    this.#database.close();
  }
}

/** A prepared statement. */
export class Statement<Row> {
  readonly #statement: Database.Statement;

  constructor(statement: Database.Statement) {
    this.#statement = statement;
  }

  /** Returns the id of an inserted row. */
  run(...values: SqlValue[]): number {
    // One array, never separate arguments: libsql takes a single object for named parameters.
    return Number(this.#statement.run(values.map(storable)).lastInsertRowid);
  }

  get(...values: SqlValue[]): Row | undefined {
    // Not libsql's own `get`: it adds a property to the row and leaves the statement open, which holds up checkpoints.
    return this.all(...values)[0];
  }

  all(...values: SqlValue[]): Row[] {
    return this.#statement.all(values.map(storable)) as Row[];
  }
}

/** SQLite ends a text at its first NUL, and all that follows would be lost. */
function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}
