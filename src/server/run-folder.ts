import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_FILE_BYTES } from '../wire/limits';
import { Refusal } from './refusal';

const UNFINISHED = '.unfinished-';

/** The bytes of run files on disk. Names come from strangers, so a path is made of the run's number and a hash, never of a name. */
export class RunFolder {
  readonly #folder: string;
  readonly #maxBytes: number;

  /** Removes what uploads have left that a crash cut short. */
  constructor(dataFolder: string, maxBytes = MAX_FILE_BYTES) {
    this.#folder = join(dataFolder, 'files');
    this.#maxBytes = maxBytes;
    mkdirSync(this.#folder, { recursive: true });
    for (const name of readdirSync(this.#folder)) {
      if (name.startsWith(UNFINISHED)) rmSync(join(this.#folder, name), { force: true });
    }
  }

  path(run: number, name: string): string {
    return join(this.#folder, String(run), createHash('sha256').update(name).digest('hex'));
  }

  /**
   * Writes a file whole or not at all: when the promise is kept, it is on disk under its name.
   *
   * @throws Refusal 413 when it is too large.
   */
  async write(run: number, name: string, content: AsyncIterable<Uint8Array>): Promise<{ size: number; md5: string }> {
    return this.#receive(content, this.#maxBytes, async (unfinished, received) => {
      const path = this.path(run, name);
      await mkdir(join(path, '..'), { recursive: true });
      await rename(unfinished, path);
      await syncFolder(join(path, '..'));
      return received;
    });
  }

  /**
   * Keeps what somebody sends for as long as `use` takes, and then no longer.
   *
   * @throws Refusal 413 when it is too large.
   */
  async borrow<T>(content: AsyncIterable<Uint8Array>, maxBytes: number, use: (path: string) => Promise<T>): Promise<T> {
    return this.#receive(content, maxBytes, use);
  }

  async #receive<T>(
    content: AsyncIterable<Uint8Array>,
    maxBytes: number,
    use: (path: string, received: { size: number; md5: string }) => Promise<T>,
  ): Promise<T> {
    const unfinished = join(this.#folder, UNFINISHED + randomUUID());
    const md5 = createHash('md5');
    let size = 0;
    try {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        for await (const bytes of content) {
          size += bytes.byteLength;
          if (size > maxBytes) throw new Refusal(413, `The file is larger than ${maxBytes} bytes; upload it in parts or leave it out.`);
          md5.update(bytes);
          await file.writeFile(bytes);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      return await use(unfinished, { size, md5: md5.digest('base64') });
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  /** Removes one file. */
  async deleteFile(run: number, name: string): Promise<void> {
    await rm(this.path(run, name), { force: true });
  }

  /** Removes all files of a run. */
  async delete(run: number): Promise<void> {
    await rm(join(this.#folder, String(run)), { recursive: true, force: true });
  }
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
