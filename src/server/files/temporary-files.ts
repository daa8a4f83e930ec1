import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '../trouble/refusal';
import { StorageError } from '../trouble/storage-trouble';
import type { Written } from './blobs';

const UNFINISHED = '.unfinished-';
/** The names that are made here and nowhere else: whatever else lies in the folder is somebody's own. */
const UNFINISHED_NAME = /^\.unfinished-[0-9a-f-]{36}$/;

/** Room on the disk for a moment: what somebody sends is kept there for as long as it is needed, and then no longer. */
export class TemporaryFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Keeps what somebody sends for as long as `use` takes. `open` begins to read it anew.
   *
   * @throws Refusal 413 when it is too large.
   */
  borrow<T>(
    content: AsyncIterable<Uint8Array>,
    maxBytes: number,
    use: (open: () => Readable) => Promise<T>,
  ): Promise<T> {
    return gather(this.#folder, content, maxBytes, (path) => use(() => createReadStream(path)));
  }
}

/** Removes what uploads into a folder have left that a crash cut short. */
export function removeUnfinished(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile() && UNFINISHED_NAME.test(entry.name)) rmSync(join(folder, entry.name), { force: true });
  }
}

/**
 * Keeps what somebody sends on disk, synced, for as long as `use` takes, and then no longer, unless `use` has moved it.
 *
 * @throws Refusal 413 when it is too large.
 */
export async function gather<T>(
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
    await mkdir(folder, { recursive: true, mode: 0o700 });
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
