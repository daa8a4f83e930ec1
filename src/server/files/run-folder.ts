import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MAX_FILE_BYTES } from '../../wire/index';
import {
  arrivalsIn,
  borrow,
  removeUnfinished,
  type Arrival,
  writeWhole,
  type Recording,
  type Written,
} from './whole-file';

/** As much as a file often has. */
const TRIAL_BYTES = 1024 * 1024;

/**
 * The bytes of run files on disk. Names come from strangers, so a path is made of the run's number and a hash, never of
 * a name.
 */
export class RunFolder {
  readonly #folder: string;
  /** The largest file that it takes. */
  readonly maxBytes: number;

  /** Removes what uploads have left that a crash cut short. */
  constructor(dataFolder: string, maxBytes = MAX_FILE_BYTES) {
    this.#folder = join(dataFolder, 'files');
    this.maxBytes = maxBytes;
    mkdirSync(this.#folder, { recursive: true });
    removeUnfinished(this.#folder);
  }

  path(run: number, name: string): string {
    return join(this.#folder, String(run), createHash('sha256').update(name).digest('hex'));
  }

  /**
   * Writes a file whole or not at all: when the promise is kept, its record is made, and it is on disk under its name.
   *
   * @returns null when `record` has answered that nobody wants it any more.
   * @throws Refusal 413 when it is too large.
   */
  async write(
    run: number,
    name: string,
    content: AsyncIterable<Uint8Array>,
    record: Recording,
  ): Promise<Written | null> {
    return writeWhole(this.#folder, content, this.maxBytes, () => this.path(run, name), record);
  }

  /**
   * Keeps what somebody sends for as long as `use` takes, and then no longer.
   *
   * @throws Refusal 413 when it is too large.
   */
  async borrow<T>(content: AsyncIterable<Uint8Array>, maxBytes: number, use: (path: string) => Promise<T>): Promise<T> {
    return borrow(this.#folder, content, maxBytes, use);
  }

  /** Stores something of some size and removes it, to see whether that works. */
  async tryToStore(): Promise<void> {
    const content = async function* () {
      yield Buffer.alloc(TRIAL_BYTES, 1);
    };
    await this.borrow(content(), TRIAL_BYTES, async () => undefined);
  }

  /** The runs that have files here. */
  runs(): number[] {
    const entries = readdirSync(this.#folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && /^[1-9]\d*$/.test(entry.name))
      .map(({ name }) => Number(name));
  }

  /**
   * The paths of the files of a run but for those of these names. What no upload can have made is somebody else's and
   * not among them.
   */
  others(run: number, names: readonly string[]): string[] {
    const folder = join(this.#folder, String(run));
    const known = new Set(names.map((name) => basename(this.path(run, name))));
    const isOther = (file: string) => /^[0-9a-f]{64}$/.test(file) && !known.has(file);
    return readdirSync(folder)
      .filter(isOther)
      .map((file) => join(folder, file));
  }

  /** The files of a run that a crash has left beside their place. */
  arrivals(run: number): Arrival[] {
    return arrivalsIn(join(this.#folder, String(run)));
  }

  /** Removes the folder of a run if nothing is in it. */
  removeEmpty(run: number): void {
    const folder = join(this.#folder, String(run));
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }

  /** Removes one file. */
  deleteFile(run: number, name: string): void {
    rmSync(this.path(run, name), { force: true });
  }

  /** Removes all files of a run. */
  delete(run: number): void {
    rmSync(join(this.#folder, String(run)), { recursive: true, force: true });
  }
}
