import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_FILE_BYTES } from '../../wire/limits';
import { Refusal } from '../refusal';
import { removeUnfinished, writeWhole } from '../whole-file';
import { hexOf, isDigest } from './digest';

/** Where content lies in the data folder. */
export function storagePathOf(digest: string): string {
  const hex = hexOf(digest);
  return `contents/${hex.slice(0, 2)}/${hex}`;
}

/**
 * The bytes of artifacts on disk, each content once, under the digest that its bytes have: `contents/ab/abcd…`. A path is made of the digest
 * alone, so no name ever gets into one.
 */
export class ContentFolder {
  readonly #folder: string;
  readonly #maxBytes: number;

  /** Removes what uploads have left that a crash cut short. The folder itself is made when it is needed. */
  constructor(dataFolder: string, maxBytes = MAX_FILE_BYTES) {
    this.#folder = join(dataFolder, 'contents');
    this.#maxBytes = maxBytes;
    removeUnfinished(this.#folder);
  }

  path(digest: string): string {
    const hex = hexOf(digest);
    return join(this.#folder, hex.slice(0, 2), hex);
  }

  /**
   * Writes content, whole or not at all, and returns its size.
   *
   * @throws Refusal 413 when it is too large, 400 when its digest is not this one.
   */
  async write(digest: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const { size } = await writeWhole(this.#folder, content, this.#maxBytes, ({ md5 }) => {
      if (md5 === digest) return this.path(digest);
      throw new Refusal(400, `The MD5 of these bytes is ${md5}, and ${digest} was announced; send the file that was announced.`);
    });
    return size;
  }

  async read(digest: string): Promise<Buffer> {
    return readFile(this.path(digest));
  }

  /** Synchronous, so that nothing can begin to use the content between the decision to remove it and its end. */
  remove(digest: string): void {
    rmSync(this.path(digest), { force: true });
  }

  /** The digests of all that is there. */
  *digests(): Iterable<string> {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder, { recursive: true, encoding: 'utf8' })) {
      const digest = Buffer.from(name.split(/[/\\]/)[1] ?? '', 'hex').toString('base64');
      if (isDigest(digest)) yield digest;
    }
  }
}
