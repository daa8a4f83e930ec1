import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SpoorError } from '../../../wire/index';
import { readText, writeText } from '../../files/text-file';
import type { Facts } from './facts';

/**
 * A data folder and its database carry the same id, one in the file `id`, one in the table of facts: whichever is lost
 * or exchanged is missed.
 */
const FILE = 'id';
const FACT = 'id';

/**
 * To be called before a database is opened, which would make one: where there is none, the folder must have nothing
 * that belongs to one.
 *
 * @throws SpoorError `database-unusable`
 */
export function checkDatabaseIsThere(folder: string): void {
  const database = join(folder, 'spoor.db');
  if (sizeOf(database) > 0) return;
  // SQLite would throw it away, with all that a crash has left in it.
  const log = sizeOf(join(folder, 'spoor.db-wal')) > 0 ? ['what was written last (spoor.db-wal)'] : [];
  refuse(folder, existsSync(database) ? 'an empty spoor.db' : 'no spoor.db', [...log, ...leftIn(folder)]);
}

/**
 * The same for a database that is open, and has nothing in it.
 *
 * @throws SpoorError `database-unusable`
 */
export function checkNothingIsLeft(folder: string): void {
  refuse(folder, 'a spoor.db with nothing in it', leftIn(folder));
}

function refuse(folder: string, what: string, left: string[]): void {
  if (left.length === 0) return;
  throw new SpoorError(
    'database-unusable',
    `The data folder ${folder} has ${what}, but ${left.join(', ')} of a database that was there: put that spoor.db back, from a backup for ` +
      'example, or move the folder away to begin with an empty one. No file was changed.',
  );
}

/** What in the folder belongs to a database. */
function leftIn(folder: string): string[] {
  const left: string[] = [];
  if (hasFilesIn(join(folder, 'files'), /^[1-9]\d*$/)) left.push('files of runs (files/)');
  if (hasFilesIn(join(folder, 'contents'), /^[0-9a-f]{2}$/)) left.push('contents of artifacts (contents/)');
  if (readText(join(folder, FILE)) !== null) left.push('the id');
  return left;
}

/**
 * What to say of a database that was in use and has lost its log, in which the latest writes stand: as when `spoor.db`
 * alone was copied from a running server. To be asked before it is opened, which makes a new log.
 */
export function missingLog(folder: string): string | null {
  const given = join(folder, 'spoor.db');
  if (sizeOf(given) < HEADER_BYTES) return null;
  // SQLite puts the log beside the file that a link leads to.
  const database = realpathSync(given);
  if (existsSync(`${database}-wal`) || !usesLog(database)) return null;
  return `${database} was in use and is here without its log spoor.db-wal, in which the latest writes stood: some runs may lack their last rows. Is the log where spoor.db came from? Then stop the server, copy both from there, and start again.`;
}

const HEADER_BYTES = 100;
/**
 * Says how a database is written; 2 stands for a write-ahead log
 * (https://www.sqlite.org/fileformat.html#file_format_version_numbers).
 */
const WRITE_VERSION_AT = 18;

function usesLog(database: string): boolean {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(database, 'r');
  try {
    readSync(file, header);
  } finally {
    closeSync(file);
  }
  return header[WRITE_VERSION_AT] === 2;
}

function hasFilesIn(folder: string, names: RegExp): boolean {
  if (!existsSync(folder)) return false;
  const inside = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && names.test(entry.name),
  );
  return inside.some(({ name }) => readdirSync(join(folder, name)).length > 0);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * To be called before anything is written: the database must be that of this folder. Databases of earlier versions have
 * no id yet.
 *
 * @throws SpoorError `database-unusable`
 */
export function checkIdentity(facts: Facts | null, folder: string): void {
  const ofFolder = readText(join(folder, FILE));
  const ofDatabase = facts?.get(FACT) ?? null;
  if (ofFolder === null || ofFolder === ofDatabase) return;
  throw new SpoorError(
    'database-unusable',
    ofDatabase === null
      ? `The spoor.db in ${folder} is of an earlier version, and the rest of the folder belongs to a database of this one (its id is ` +
          `${ofFolder}): put that spoor.db back. If this one is a backup of the same data, delete the file "${FILE}" and start again.`
      : `The spoor.db in ${folder} belongs to another data folder (its id is ${String(ofDatabase)}, that of the folder is ${ofFolder}): put ` +
          'the spoor.db of this folder back, or choose another folder with --data. No file was changed.',
  );
}

/**
 * Gives both the id that one of them has, or a new one. The database comes first: a folder without an id does not
 * contradict it.
 */
export function keepIdentity(facts: Facts, folder: string): void {
  let id = facts.get(FACT);
  if (id === null) facts.set(FACT, (id = randomUUID()));
  if (readText(join(folder, FILE)) === null) writeText(join(folder, FILE), String(id));
}
