import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MAX_FILE_BYTES } from '../../wire/index';
import { Refusal } from '../trouble/refusal';
import { arrivalsIn, removeUnfinished, writeWhole, type Arrival, type Written } from './whole-file';
import { hexOf, isDigest } from '../artifacts/digest';

/** Where content lies in the data folder. */
export function storagePathOf(digest: string): string {
  const hex = hexOf(digest);
  return `contents/${hex.slice(0, 2)}/${hex}`;
}

/**
 * The bytes of artifacts on disk, each content once, under the digest that its bytes have: `contents/ab/abcd…`. A path
 * is made of the digest alone, so no name ever gets into one.
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
   * Writes content and makes its record, or neither.
   *
   * @throws Refusal 413 when it is too large, 400 when its digest is not this one.
   */
  async write(
    digest: string,
    content: AsyncIterable<Uint8Array>,
    record: (size: number) => Promise<void> | void,
  ): Promise<void> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const place = ({ md5 }: Written) => {
      if (md5 === digest) return this.path(digest);
      throw new Refusal(
        400,
        `The MD5 of these bytes is ${md5}, and ${digest} was announced; send the file that was announced.`,
      );
    };
    await writeWhole(this.#folder, content, this.#maxBytes, place, async ({ size }) => {
      await record(size);
      return true;
    });
  }

  async read(digest: string): Promise<Buffer> {
    return readFile(this.path(digest));
  }

  remove(digest: string): void {
    rmSync(this.path(digest), { force: true });
  }

  /** What a crash has left beside its place. */
  arrivals(): (Arrival & { digest: string })[] {
    if (!existsSync(this.#folder)) return [];
    const folders = readdirSync(this.#folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const found = folders.flatMap(({ name }) => arrivalsIn(join(this.#folder, name)));
    return found.map((arrival) => ({
      ...arrival,
      digest: Buffer.from(basename(arrival.path), 'hex').toString('base64'),
    }));
  }

  /** The digests of all that is there. */
  *digests(): Iterable<string> {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder, { recursive: true, encoding: 'utf8' })) {
      const digest = Buffer.from(name.split(/[/\\]/)[1] ?? '', 'hex').toString('base64');
      if (isDigest(digest) && this.path(digest) === join(this.#folder, name)) yield digest;
    }
  }
}
