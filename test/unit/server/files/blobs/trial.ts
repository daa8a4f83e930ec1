import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach } from 'vitest';
import type { Blobs, BlobUpkeep } from '../../../../../src/server/files/blobs';

/** A place for bytes that can be tried. */
export interface BlobsWorld {
  blobs: Blobs & BlobUpkeep;
  /**
   * What a new process finds in the same place after this one has died, whatever was under way. The one before is then
   * asked for nothing more.
   */
  crash(): Promise<Blobs & BlobUpkeep>;
  close(): Promise<void>;
}

/** As many bytes as the worlds that are tried take. */
export const MAX_BYTES = 200_000;

export const KEY = 'files/7/ab12';

export async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}
export const md5 = (of: string | Uint8Array) => createHash('md5').update(of).digest('base64');
export const taken = () => true;

/** A promise that somebody else keeps. */
export function promise<T = void>() {
  let keep!: (value: T) => void;
  const kept = new Promise<T>((done) => (keep = done));
  return { kept, keep };
}

/** A world of its own for each test, and what tests do in it. */
export class Trial {
  blobs!: BlobsWorld['blobs'];
  world!: BlobsWorld;

  constructor(make: () => Promise<BlobsWorld>) {
    beforeEach(async () => {
      this.world = await make();
      this.blobs = this.world.blobs;
    });
    afterEach(() => this.world.close());
  }

  put = (key: string, ...parts: (string | Uint8Array)[]) => this.blobs.put(key, chunks(...parts), taken);
  read = (key: string, range?: { start: number; end: number }) => text(this.blobs.open(key, range));
  keysIn = async (folder: string, of: Blobs = this.blobs) => {
    const keys: string[] = [];
    for await (const key of of.list(folder)) keys.push(key);
    return keys.sort();
  };
}
