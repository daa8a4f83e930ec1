import { realpathSync, statSync } from 'node:fs';
import { StorageError } from '../../trouble/storage-trouble';

/**
 * The files that SQLite has open. Where one of them is removed or replaced, the system lets SQLite write on into what
 * nobody can find any more, so that has to be noticed by us. A rename back makes it good.
 */
export class HeldFiles {
  readonly #files: { path: string; device: number; inode: number }[];

  /** To be made when they are open. Names may be links; SQLite writes beside what they lead to. */
  constructor(database: string) {
    const path = realpathSync(database);
    this.#files = [path, `${path}-wal`].map((file) => {
      const { dev: device, ino: inode } = statSync(file);
      return { path: file, device, inode };
    });
  }

  /** @throws StorageError when one of them is not there, or another is in its place. */
  check(): void {
    for (const { path, device, inode } of this.#files) {
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.ino === inode && found.dev === device) continue;
      throw new StorageError(
        'gone',
        `${path} was ${found ? 'replaced by another file' : 'removed'} while the server runs`,
      );
    }
  }
}
