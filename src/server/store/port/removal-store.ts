import type { Awaitable } from './awaitable';

/** What is owed to the disk: bytes whose record is gone. */
export interface RemovalStore {
  /** The next one after another, by its id. */
  next(after: number): Awaitable<Removal | null>;
  done(id: number): Awaitable<void>;
}

/** All files of a run, when the name is null, one of them, or the content with a digest. */
export type Removal = { id: number } & ({ run: number; name: string | null } | { digest: string });
