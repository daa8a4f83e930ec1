import type { Awaitable } from './awaitable';

export interface FileStore {
  /** The runs that have files. */
  runs(): Awaitable<number[]>;
  list(run: number): Awaitable<StoredFile[]>;
  find(run: number, name: string): Awaitable<StoredFile | null>;
  /** Records a file that is on disk; false when the run does not exist any more. */
  record(run: number, file: Omit<StoredFile, 'id'>): Awaitable<boolean>;
  /** Forgets files of any runs, and owes their removal; answers which runs had them. */
  delete(ids: number[]): Awaitable<number[]>;
}

export interface StoredFile {
  id: number;
  name: string;
  size: number;
  mimetype: string;
  /** MD5 in base64, as W&B's clients compare it. */
  md5: string;
  updatedAt: number;
}
