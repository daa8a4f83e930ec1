import type { Readable } from 'node:stream';

/**
 * Where bytes are kept: files of runs and contents of artifacts. What they are called and whose they are stands in the
 * store; here they have keys (`blob-keys.ts`): words of small letters and digits with `/` between them.
 *
 * @throws TypeError from each method for a key of another shape, so that no name of a stranger ever becomes a path.
 */
export interface Blobs {
  /** The most bytes that it takes for one key. */
  readonly maxBytes: number;
  /**
   * Keeps bytes whole or not at all: when the promise is kept, their record is made, and they are safe under their key.
   * What `content` or `record` throws leaves what was there before. Of two that are put under one key at once, the one
   * whose record is made last stays. After a crash in the middle, {@link BlobUpkeep.settle} finishes or undoes.
   *
   * @returns null when `record` has answered that nobody wants them any more.
   * @throws Refusal 413 when they are too many.
   */
  put(key: string, content: AsyncIterable<Uint8Array>, record: Recording): Promise<Written | null>;
  /** The bytes, or a part of them. The stream fails when there are none: ask `stat` before. */
  open(key: string, range?: BlobRange): Readable;
  /** The bytes as the body of a request: read as they are sent, however many they are. */
  openAsBlob(key: string): Promise<Blob>;
  /** Null where there are no bytes under this key. */
  stat(key: string): Promise<BlobStat | null>;
  /**
   * Removes what has this key, and all whose keys begin with it and a slash, if there is any. What is put after the
   * call stays, also where the promise was not yet kept.
   */
  delete(key: string): Promise<void>;
  /**
   * The keys that begin with this one and a slash, of what is kept whole; those of one folder come together. What is
   * put or deleted meanwhile may be among them or not.
   */
  list(folder: string): AsyncIterable<string>;
  /** Stores something of some size and removes it, to see whether that works. */
  tryToStore(): Promise<void>;
}

/** What is asked of the place at the start of a server, when nobody puts anything. */
export interface BlobUpkeep {
  /**
   * Bytes that a crash has left between their record and their key get it, if theirs is the record that was made;
   * otherwise they were never acknowledged, their sender has them still, and they are removed.
   *
   * @param recorded the MD5, in base64, of what the store says is under a key; null when it knows of nothing.
   */
  settle(recorded: (key: string) => Promise<string | null>): Promise<void>;
  /** Puts what has no record out of the way, but never deletes it: it may be right, and the store wrong. */
  setAside(key: string): void;
  /** What was set aside, in a sentence each: how many, where they are, what to do. */
  reportAside(): Iterable<string>;
}

/** Makes the record of bytes that are safe; false when nobody wants them any more. */
export type Recording = (written: Written) => Promise<boolean> | boolean;

/** What was written. */
export interface Written {
  size: number;
  /** MD5 in base64. */
  md5: string;
}

export interface BlobStat {
  size: number;
  /** In Unix milliseconds. */
  modifiedAt: number;
}

/** First and last byte, both included. */
export interface BlobRange {
  start: number;
  end: number;
}
