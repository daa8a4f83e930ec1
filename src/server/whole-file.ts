import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from './refusal';
import { StorageError } from './trouble';

const UNFINISHED = '.unfinished-';

/** What was written. */
export interface Written {
  size: number;
  /** MD5 in base64. */
  md5: string;
}

/** Removes what uploads into a folder have left that a crash cut short. */
export function removeUnfinished(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(folder, name), { force: true });
  }
}

/**
 * Writes a file whole or not at all: when the promise is kept, it is on disk at the path that `place` has answered. The bytes gather in
 * `folder` first; what `place` throws leaves nothing behind.
 *
 * @throws Refusal 413 when it is too large.
 */
export function writeWhole(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
  place: (written: Written) => string,
): Promise<Written> {
  return borrow(folder, content, maxBytes, async (unfinished, written) => {
    const path = place(written);
    await mkdir(dirname(path), { recursive: true });
    await rename(unfinished, path);
    await syncFolder(dirname(path));
    return written;
  });
}

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
        if (size > maxBytes) throw new Refusal(413, `The file is larger than ${maxBytes} bytes; upload it in parts or leave it out.`);
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
