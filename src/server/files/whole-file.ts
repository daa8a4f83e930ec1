import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../trouble/refusal';
import { StorageError } from '../trouble/storage-trouble';

const UNFINISHED = '.unfinished-';
const ARRIVING = '.arriving-';
/** The names that are made here and nowhere else: whatever else lies in these folders is somebody's own. */
const UNFINISHED_NAME = /^\.unfinished-[0-9a-f-]{36}$/;
const ARRIVING_NAME = /^([0-9a-f]+)\.arriving-[0-9a-f-]{36}$/;

/** What was written. */
export interface Written {
  size: number;
  /** MD5 in base64. */
  md5: string;
}

/** Removes what uploads into a folder have left that a crash cut short. */
export function removeUnfinished(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile() && UNFINISHED_NAME.test(entry.name)) rmSync(join(folder, entry.name), { force: true });
  }
}

/**
 * Writes a file whole or not at all: when the promise is kept, it is on disk at the path that `place` has answered. The
 * bytes gather in `folder` first; what `place` or `record` throws leaves nothing behind, and what was at the path stays
 * as it was.
 *
 * While the record is made the bytes lie beside their place, under a name that says so, and after a crash the record
 * says what becomes of them ({@link arrivalsIn}): there are never bytes that nobody knows, nor a record without bytes.
 *
 * @returns null when `record` has answered that nobody wants them any more.
 * @throws Refusal 413 when it is too large.
 */
export function writeWhole(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
  place: (written: Written) => string,
  record: Recording,
): Promise<Written | null> {
  return borrow(folder, content, maxBytes, async (unfinished, written) => {
    const path = place(written);
    const arriving = path + ARRIVING + randomUUID();
    await mkdir(dirname(path), { recursive: true });
    renameSync(unfinished, arriving);
    try {
      if (!(await record(written))) return null;
      renameSync(arriving, path);
    } finally {
      rmSync(arriving, { force: true });
    }
    await syncFolder(dirname(path));
    return written;
  });
}

/** Bytes that a crash has left beside their place. */
export interface Arrival {
  arriving: string;
  /** Their place. */
  path: string;
}

/** What in a folder was about to get its name. */
export function arrivalsIn(folder: string): Arrival[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const [arriving, place] = (entry.isFile() && ARRIVING_NAME.exec(entry.name)) || [];
    return arriving === undefined ? [] : [{ arriving: join(folder, arriving), path: join(folder, place!) }];
  });
}

/** Makes the record of bytes that are on disk; false when nobody wants them any more. */
export type Recording = (written: Written) => Promise<boolean> | boolean;

/**
 * Keeps what somebody sends on disk for as long as `use` takes, and then no longer, unless `use` has moved it.
 *
 * @throws Refusal 413 when it is too large.
 */
export async function borrow<T>(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
  use: (path: string, written: Written) => Promise<T>,
): Promise<T> {
  const unfinished = join(folder, UNFINISHED + randomUUID());
  const hash = createHash('md5');
  let size = 0;
  try {
    // Somebody may have removed the folder.
    await mkdir(folder, { recursive: true });
    const file = await open(unfinished, 'wx', 0o600).catch(notAllowed);
    try {
      for await (const bytes of content) {
        size += bytes.byteLength;
        if (size > maxBytes)
          throw new Refusal(413, `The file is larger than ${maxBytes} bytes; upload it in parts or leave it out.`);
        hash.update(bytes);
        await file.writeFile(bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return await use(unfinished, { size, md5: hash.digest('base64') });
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Elsewhere these codes say something of what is asked for; here the server may not write where all of its data is. */
function notAllowed(cause: NodeJS.ErrnoException): never {
  if (cause.code === 'EACCES' || cause.code === 'EPERM') throw new StorageError('read-only', cause.message, { cause });
  throw cause;
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
