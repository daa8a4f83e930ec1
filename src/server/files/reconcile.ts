import { createHash } from 'node:crypto';
import { createReadStream, renameSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ContentFolder } from './content-folder';
import type { Lost } from './lost';
import type { RunFolder } from './run-folder';
import type { Store } from '../store/port/store';
import type { Arrival } from './whole-file';

interface Place {
  store: Store;
  files: RunFolder;
  contents: ContentFolder;
  lost: Lost;
  report: (line: string) => void;
}

/**
 * Brings store and data folder in line at the start, where a crash came between the two, or one of them is older than
 * the other. Bytes without a record are moved aside and never deleted: they may be right, and the store wrong.
 */
export async function reconcile({ store, files, contents, lost, report }: Place): Promise<void> {
  const missing = (await reconcileFiles(store, files, lost)) + (await reconcileContents(store, contents, lost));
  for (const line of lost.report()) report(line);
  if (missing === 0) return;
  const which =
    missing === 1 ? '1 file that spoor.db has a record of is' : `${missing} files that spoor.db has a record of are`;
  report(
    `${which} not in the data folder. Is files/ or contents/ of an older backup than spoor.db? Then stop the server and copy what is missing ` +
      'from a newer one; contents of artifacts are also stored when they are uploaded again.',
  );
}

/**
 * The row of a file that was replaced says what is there now. New content of the same length as the old is not noticed:
 * for that all bytes would have to be read. Returns how many are not there.
 */
async function reconcileFiles(store: Store, folder: RunFolder, lost: Lost): Promise<number> {
  const runs = new Set(folder.runs());
  let missing = 0;
  for (const run of new Set([...runs, ...(await store.files.runs())])) {
    const files = await store.files.list(run);
    if (runs.has(run)) {
      for (const arrival of folder.arrivals(run)) {
        await settle(arrival, files.find(({ name }) => folder.path(run, name) === arrival.path)?.md5);
      }
      const names = files.map(({ name }) => name);
      for (const path of folder.others(run, names)) lost.take(path);
      folder.removeEmpty(run);
    }
    for (const file of files) {
      const path = folder.path(run, file.name);
      const found = await stat(path).catch(() => null);
      if (!found) missing++;
      if (!found || found.size === file.size) continue;
      await store.files.record(run, {
        ...file,
        size: found.size,
        md5: await md5Of(path),
        updatedAt: Math.floor(found.mtimeMs),
      });
    }
  }
  return missing;
}

/**
 * Content that an artifact names is recorded again. A record without content is dropped, so that clients upload it
 * anew; returns how many.
 */
async function reconcileContents(store: Store, folder: ContentFolder, lost: Lost): Promise<number> {
  for (const arrival of folder.arrivals()) {
    await settle(arrival, (await store.contents.size(arrival.digest)) === null ? undefined : arrival.digest);
  }
  const found = new Set(folder.digests());
  const recorded = await store.contents.list();
  const missing = recorded.filter((digest) => !found.has(digest));
  await store.contents.lose(missing);
  for (const digest of recorded) found.delete(digest);
  for (const digest of found) {
    const path = folder.path(digest);
    const isNeeded = (await store.contents.isNamed(digest)) && (await md5Of(path)) === digest;
    if (isNeeded) await store.contents.record(digest, (await stat(path)).size);
    else lost.take(path);
  }
  return missing.length;
}

/**
 * Bytes whose record was made get their place; those of which there is none were never acknowledged, and their sender
 * has them still.
 */
async function settle({ arriving, path }: Arrival, recorded: string | undefined): Promise<void> {
  if (recorded !== undefined && (await md5Of(arriving)) === recorded) renameSync(arriving, path);
  else rmSync(arriving);
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes);
  return hash.digest('base64');
}
