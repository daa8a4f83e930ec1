import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Store } from '../store/port/store';
import { contentKey, CONTENTS, digestOfKey, FILES, runFileKey, runOfKey } from './blob-keys';
import type { Blobs, BlobUpkeep } from './blobs';

interface Place {
  store: Store;
  blobs: Blobs & BlobUpkeep;
  report: (line: string) => void;
}

/**
 * Brings store and bytes in line at the start, where a crash came between the two, or one of them is older than the
 * other. Bytes without a record are set aside and never deleted: they may be right, and the store wrong.
 */
export async function reconcile({ store, blobs, report }: Place): Promise<void> {
  await blobs.settle((key) => recordedMd5(store, key));
  const missing = (await reconcileFiles(store, blobs)) + (await reconcileContents(store, blobs));
  for (const line of blobs.reportAside()) report(line);
  if (missing === 0) return;
  const which =
    missing === 1 ? '1 file that spoor.db has a record of is' : `${missing} files that spoor.db has a record of are`;
  report(
    `${which} not in the data folder. Is files/ or contents/ of an older backup than spoor.db? Then stop the server and copy what is missing ` +
      'from a newer one; contents of artifacts are also stored when they are uploaded again.',
  );
}

async function recordedMd5(store: Store, key: string): Promise<string | null> {
  const run = runOfKey(key);
  if (run !== null) return (await store.files.list(run)).find(({ name }) => runFileKey(run, name) === key)?.md5 ?? null;
  const digest = digestOfKey(key);
  return digest !== null && (await store.contents.size(digest)) !== null ? digest : null;
}

/**
 * The row of a file that was replaced says what is there now. New content of the same length as the old is not noticed:
 * for that all bytes would have to be read. Returns how many are not there.
 */
async function reconcileFiles(store: Store, blobs: Place['blobs']): Promise<number> {
  let known = { run: NaN, keys: new Set<string>() };
  for await (const key of blobs.list(FILES)) {
    const run = runOfKey(key);
    // No upload can have made this file, so a person has put it there: it is left alone.
    if (run === null) continue;
    if (known.run !== run)
      known = { run, keys: new Set((await store.files.list(run)).map(({ name }) => runFileKey(run, name))) };
    if (!known.keys.has(key)) blobs.setAside(key);
  }
  let missing = 0;
  for (const run of await store.files.runs()) {
    for (const file of await store.files.list(run)) {
      const key = runFileKey(run, file.name);
      const found = await blobs.stat(key);
      if (!found) missing++;
      if (!found || found.size === file.size) continue;
      const md5 = await md5Of(blobs.open(key));
      await store.files.record(run, { ...file, size: found.size, md5, updatedAt: found.modifiedAt });
    }
  }
  return missing;
}

/**
 * Content that an artifact names is recorded again. A record without content is dropped, so that clients upload it
 * anew; returns how many.
 */
async function reconcileContents(store: Store, blobs: Place['blobs']): Promise<number> {
  const found = new Set<string>();
  for await (const key of blobs.list(CONTENTS)) {
    const digest = digestOfKey(key);
    if (digest !== null) found.add(digest);
  }
  const recorded = await store.contents.list();
  const missing = recorded.filter((digest) => !found.has(digest));
  await store.contents.lose(missing);
  for (const digest of recorded) found.delete(digest);
  for (const digest of found) {
    const key = contentKey(digest);
    const isNeeded = (await store.contents.isNamed(digest)) && (await md5Of(blobs.open(key))) === digest;
    if (isNeeded) await store.contents.record(digest, (await blobs.stat(key))!.size);
    else blobs.setAside(key);
  }
  return missing.length;
}

async function md5Of(content: Readable): Promise<string> {
  const hash = createHash('md5');
  for await (const bytes of content as AsyncIterable<Buffer>) hash.update(bytes);
  return hash.digest('base64');
}
