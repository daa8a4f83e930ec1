import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { messageOf } from '../../wire/index';

const EXPLANATION = `What the server found in its data folder and spoor.db had no record of: each folder here is one start of the server.

files/NUMBER/HASH    a file of a run; the number is the run's, the hash is the SHA-256 of the file's name
contents/AB/ABCD…    content of an artifact, named by its MD5
spoor.db             a database that was removed or replaced while the server ran, as the server still had it

This comes about when spoor.db is older than the files, or not the one that they were stored with. To bring them back: stop the server, put
the spoor.db in place that knows them, move what is in a folder here back into the data folder, and start the server. What nobody misses
may be deleted; the server never looks in here.
`;

/**
 * Where bytes go that have no record: `lost/` in the data folder, with a folder for each start that finds some. They
 * may be the only copy, so they are never deleted.
 */
export class Lost {
  readonly #data: string;
  readonly #name: string;
  #folder: string | null = null;
  #moved = 0;
  /** Why something is still where it was found. */
  #failure: { path: string; why: string; count: number } | null = null;

  constructor(dataFolder: string, now: number) {
    this.#data = dataFolder;
    // Windows has no colons in names.
    this.#name = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  }

  /** Where there is room for what lay at this path of the data folder. */
  placeFor(path: string): string {
    this.#folder ??= this.#makeFolder();
    const place = join(this.#folder, relative(this.#data, path));
    mkdirSync(dirname(place), { recursive: true });
    return place;
  }

  /** Moves a file of the data folder there. */
  take(path: string): void {
    try {
      renameSync(path, this.placeFor(path));
      this.#moved++;
    } catch (error) {
      this.#failure = {
        path: this.#failure?.path ?? path,
        why: messageOf(error),
        count: (this.#failure?.count ?? 0) + 1,
      };
    }
  }

  /** What was found, in a sentence each: how many, where they are, what to do. */
  *report(): Iterable<string> {
    if (this.#moved > 0) {
      yield (
        `${count(this.#moved)} in ${this.#data} had no record in spoor.db, and ${this.#moved === 1 ? 'was' : 'were'} moved to ${this.#folder}. ` +
          'Is this spoor.db older than the files, or another one? Then stop the server, put the right spoor.db in place, move back what is in ' +
          'that folder, and start again. If nothing is missing, the folder may be deleted.'
      );
    }
    if (this.#failure) {
      const { count: left, path, why } = this.#failure;
      yield `${count(left)} without a record in spoor.db could not be moved to ${join(this.#data, 'lost')} and stayed where it was found, such as ${path}: ${why}`;
    }
  }

  /** A folder that nothing was put into before. */
  #makeFolder(): string {
    const lost = join(this.#data, 'lost');
    mkdirSync(lost, { recursive: true, mode: 0o700 });
    for (let number = 1; ; number++) {
      const folder = join(lost, number === 1 ? this.#name : `${this.#name}-${number}`);
      try {
        mkdirSync(folder, { mode: 0o700 });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
        throw error;
      }
      writeFileSync(join(lost, 'README.txt'), EXPLANATION);
      return folder;
    }
  }
}

function count(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
