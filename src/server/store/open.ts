import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SpoorError } from '../../wire/problem';
import { MIGRATIONS } from './migrations';
import { Sql } from './sql';

/**
 * Opens the database of a data folder, makes both if need be, and holds them alone until it is closed. The hold is SQLite's own
 * lock on the file: the system lets go of it when the process ends, however it ends.
 *
 * @throws SpoorError `missing-dependency`, `folder-unusable` or `newer-database`.
 */
export async function openDatabase(folder: string): Promise<Sql> {
  const Database = await loadLibsql();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const sql = new Sql(new Database(join(folder, 'spoor.db')));
    // Before anything that reads the file: the first read takes the lock.
    sql.pragma('locking_mode = EXCLUSIVE');
    sql.pragma('journal_mode = WAL');
    sql.pragma('synchronous = FULL');
    sql.pragma('wal_autocheckpoint = 4000');
    migrate(sql, folder);
    return sql;
  } catch (error) {
    throw explain(error, folder);
  }
}

async function loadLibsql() {
  try {
    const module = await import('libsql');
    return module.default;
  } catch (cause) {
    throw new SpoorError('missing-dependency', 'The server needs the package libsql: run "npm install libsql" and start it again.', {
      cause,
    });
  }
}

function migrate(sql: Sql, folder: string): void {
  sql.transaction(() => {
    const taken = Number(sql.pragma('user_version'));
    if (taken > MIGRATIONS.length) {
      throw new SpoorError(
        'newer-database',
        `The data in ${folder} was written by a newer version of Spoor: update this one, or choose another folder with --data.`,
      );
    }
    for (const step of MIGRATIONS.slice(taken)) sql.run(step);
    sql.pragma(`user_version = ${MIGRATIONS.length}`);
  });
}

function explain(error: unknown, folder: string): unknown {
  if (error instanceof SpoorError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Error ? error.message : String(error);
  const sentence = code.startsWith('SQLITE_BUSY')
    ? `The data folder ${folder} is in use by another Spoor server: stop that one, or choose another folder with --data.`
    : `The data folder ${folder} cannot be used (${reason}): make it writable, or choose another one with --data.`;
  return new SpoorError('folder-unusable', sentence, { cause: error });
}
