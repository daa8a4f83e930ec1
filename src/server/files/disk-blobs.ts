import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, openAsBlob, renameSync, rmdirSync, rmSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { MAX_FILE_BYTES } from '../../wire/index';
import { CONTENTS, FILES } from './blob-keys';
import type { BlobRange, Blobs, BlobStat, BlobUpkeep, Recording, Written } from './blobs';
import { Lost } from './lost';
import { gather, removeUnfinished } from './temporary-files';
import { KeyedQueue } from './keyed-queue';

const KEY = /^[a-z]+(\/[0-9a-z]{1,128})+$/;
const FOLDER = /^[a-z]+(\/[0-9a-z]{1,128})*$/;
const NAME = /^[0-9a-z]{1,128}$/;
const ARRIVING = '.arriving-';
/** The names that are made here and nowhere else: whatever else lies in these folders is somebody's own. */
const ARRIVING_NAME = /^([0-9a-z]{1,128})\.arriving-[0-9a-f-]{36}$/;
/** As much as a file often has. */
const TRIAL_BYTES = 1024 * 1024;

/**
 * Bytes on disk: each key is a path in the data folder.
 *
 * They gather in a file of their own first. While their record is made they lie beside their place, under a name that
 * says so, and after a crash the record says what becomes of them: there are never bytes that nobody knows, nor a
 * record without bytes.
 */
export class DiskBlobs implements Blobs, BlobUpkeep {
  readonly maxBytes: number;
  readonly #data: string;
  readonly #lost: Lost;
  readonly #turns = new KeyedQueue();

  /** Removes what uploads have left that a crash cut short. */
  constructor(data: string, { maxBytes = MAX_FILE_BYTES, now = Date.now } = {}) {
    this.maxBytes = maxBytes;
    this.#data = data;
    this.#lost = new Lost(data, now());
    mkdirSync(join(data, FILES), { recursive: true, mode: 0o700 });
    for (const folder of [FILES, CONTENTS]) removeUnfinished(join(data, folder));
  }

  async put(key: string, content: AsyncIterable<Uint8Array>, record: Recording): Promise<Written | null> {
    const path = this.#pathOf(key);
    const folder = join(this.#data, key.split('/')[0]!);
    return gather(folder, content, this.maxBytes, (unfinished, written) =>
      this.#turns.take(key, () => place(unfinished, path, written, record)),
    );
  }

  open(key: string, range?: BlobRange): Readable {
    return createReadStream(this.#pathOf(key), range);
  }

  async openAsBlob(key: string): Promise<Blob> {
    return openAsBlob(this.#pathOf(key));
  }

  async stat(key: string): Promise<BlobStat | null> {
    const found = await stat(this.#pathOf(key)).catch(nothingThere);
    return found?.isFile() ? { size: found.size, modifiedAt: Math.floor(found.mtimeMs) } : null;
  }

  /** Done when the call returns, so that nothing can begin to use the bytes between the decision and their end. */
  async delete(key: string): Promise<void> {
    rmSync(this.#pathOf(key), { recursive: true, force: true });
  }

  async *list(folder: string): AsyncIterable<string> {
    if (!FOLDER.test(folder)) throw wrongKey(folder);
    for await (const { key, isFolder, name } of this.#entries(folder)) {
      if (isFolder) yield* this.list(key);
      else if (NAME.test(name)) yield key;
    }
  }

  async tryToStore(): Promise<void> {
    const content = async function* () {
      yield Buffer.alloc(TRIAL_BYTES, 1);
    };
    await gather(join(this.#data, FILES), content(), TRIAL_BYTES, async () => undefined);
  }

  async settle(recorded: (key: string) => Promise<string | null>): Promise<void> {
    for (const folder of [FILES, CONTENTS]) await this.#settleIn(folder, recorded);
  }

  async #settleIn(folder: string, recorded: (key: string) => Promise<string | null>): Promise<void> {
    for await (const { key, isFolder, name } of this.#entries(folder)) {
      if (isFolder) {
        await this.#settleIn(key, recorded);
        removeIfEmpty(join(this.#data, key));
        continue;
      }
      const [, place] = ARRIVING_NAME.exec(name) ?? [];
      if (place === undefined) continue;
      const arriving = join(this.#data, key);
      const md5 = await recorded(`${folder}/${place}`);
      if (md5 !== null && (await md5Of(arriving)) === md5) renameSync(arriving, join(dirname(arriving), place));
      else rmSync(arriving);
    }
  }

  setAside(key: string): void {
    const path = this.#pathOf(key);
    this.#lost.take(path);
    removeIfEmpty(dirname(path));
  }

  reportAside(): Iterable<string> {
    return this.#lost.report();
  }

  #pathOf(key: string): string {
    if (!KEY.test(key)) throw wrongKey(key);
    return join(this.#data, key);
  }

  /** What lies in a folder: folders that keys can lead into, and all files. */
  async *#entries(folder: string): AsyncIterable<{ key: string; isFolder: boolean; name: string }> {
    const entries = await readdir(join(this.#data, folder), { withFileTypes: true }).catch(nothingThere);
    for (const entry of entries ?? []) {
      const { name } = entry;
      if (entry.isFile() || (entry.isDirectory() && NAME.test(name)))
        yield { key: `${folder}/${name}`, isFolder: entry.isDirectory(), name };
    }
  }
}

async function place(unfinished: string, path: string, written: Written, record: Recording): Promise<Written | null> {
  const arriving = path + ARRIVING + randomUUID();
  // In one go: whoever deletes a whole folder comes before or after.
  mkdirSync(dirname(path), { recursive: true });
  renameSync(unfinished, arriving);
  try {
    if (!(await record(written))) return null;
    renameSync(arriving, path);
  } finally {
    rmSync(arriving, { force: true });
  }
  await syncFolder(dirname(path));
  return written;
}

function wrongKey(key: string): TypeError {
  return new TypeError(
    `A key must be made of small letters and digits, such as files/12/ab34, not ${JSON.stringify(key)}.`,
  );
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // EEXIST is what some systems call it.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes);
  return hash.digest('base64');
}

/** A rename is on disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
