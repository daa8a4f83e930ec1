import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, SpoorError } from '../../../wire/index';
import { troubleOf } from '../../trouble/storage-trouble';
import { Facts } from './facts';
import { HeldFiles } from './held-files';
import { checkDatabaseIsThere, checkIdentity, checkNothingIsLeft, keepIdentity, missingLog } from './identity';
import { MIGRATIONS } from './migrations';
import { Sql } from './sql';

/**
 * Opens the database of a data folder, makes both if need be, and holds them alone until it is closed. The hold is
 * SQLite's own lock on the file: the system lets go of it when the process ends, however it ends.
 *
 * @throws SpoorError `missing-dependency`, `folder-unusable`, `database-unusable` or `newer-database`.
 */
export async function openDatabase(folder: string, warn: (line: string) => void = toStderr): Promise<Sql> {
  const Database = await loadLibsql();
  let sql: Sql | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    checkDatabaseIsThere(folder);
    const warning = missingLog(folder);
    sql = new Sql(new Database(join(folder, 'spoor.db')));
    hold(sql);
    checkVersion(sql, folder);
    checkWhole(sql, folder);
    if (isEmpty(sql)) checkNothingIsLeft(folder);
    else checkIdentity(hasFacts(sql) ? new Facts(sql) : null, folder);
    sql.pragma('journal_mode = WAL');
    sql.pragma('synchronous = FULL');
    // 32 MB: what a page has gathered in hours offline comes in without a stop.
    sql.pragma('wal_autocheckpoint = 8000');
    migrate(sql);
    keepIdentity(new Facts(sql), folder);
    if (warning !== null) warn(warning);
    sql.guard(new HeldFiles(join(folder, 'spoor.db')));
    return sql;
  } catch (error) {
    sql?.close();
    throw explain(error, folder);
  }
}

const toStderr = (line: string) => void process.stderr.write(`${line}\n`);

/** Takes the lock; in this mode SQLite keeps it when the transaction is over. */
function hold(sql: Sql): void {
  sql.pragma('locking_mode = EXCLUSIVE');
  sql.run('BEGIN EXCLUSIVE; COMMIT');
}

/** To be called before anything that writes: data of a newer version stays as it is. */
function checkVersion(sql: Sql, folder: string): void {
  if (Number(sql.pragma('user_version')) <= MIGRATIONS.length) return;
  throw new SpoorError(
    'newer-database',
    `The data in ${folder} was written by a newer version of Spoor: update this one, or choose another folder with --data.`,
  );
}

/**
 * Reads all of it, at about half a gigabyte a second: what is written to a damaged database may be lost with it, and
 * damage more of it.
 */
function checkWhole(sql: Sql, folder: string): void {
  const found = String(sql.pragma('quick_check(1)'));
  if (found !== 'ok') throw damaged(folder, found.replaceAll(/\s+/g, ' '));
}

function damaged(folder: string, reason: string, cause?: unknown): SpoorError {
  return new SpoorError(
    'database-unusable',
    `The database ${join(folder, 'spoor.db')} is damaged (${reason}): put a backup of it in its place, or what "sqlite3 spoor.db .recover" can ` +
      'still read of a copy, and remove spoor.db-wal. The other files of the folder were not changed.',
    { cause },
  );
}

function isEmpty(sql: Sql): boolean {
  return Number(sql.pragma('user_version')) === 0;
}

function hasFacts(sql: Sql): boolean {
  return sql.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'facts'").get() !== undefined;
}

function migrate(sql: Sql): void {
  sql.transaction(() => {
    for (const step of MIGRATIONS.slice(Number(sql.pragma('user_version')))) sql.run(step);
    sql.pragma(`user_version = ${MIGRATIONS.length}`);
  });
}

async function loadLibsql() {
  try {
    const module = await import('libsql');
    return module.default;
  } catch (cause) {
    throw new SpoorError(
      'missing-dependency',
      'The server needs the package libsql: run "npm install libsql" and start it again.',
      {
        cause,
      },
    );
  }
}

function explain(error: unknown, folder: string): unknown {
  if (error instanceof SpoorError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = messageOf(error);
  const kind = troubleOf(error)?.kind;
  if (kind === 'damaged') return damaged(folder, reason, error);
  if (kind === 'full') {
    const full = `The disk of the data folder ${folder} is full (${reason}): make room on it, or choose another folder with --data.`;
    return new SpoorError('folder-unusable', full, { cause: error });
  }
  const sentence = code.startsWith('SQLITE_BUSY')
    ? `The data folder ${folder} is in use by another Spoor server: stop that one, or choose another folder with --data.`
    : `The data folder ${folder} cannot be used (${reason}): make it writable, or choose another one with --data.`;
  return new SpoorError('folder-unusable', sentence, { cause: error });
}
