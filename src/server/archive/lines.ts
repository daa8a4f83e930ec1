import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MAX_ARCHIVE_LINE_BYTES, messageOf, SpoorError } from '../../wire/index';
import { fault } from './fault';

/** How large an archive may be, and what comes out of it, in bytes. */
export interface ArchiveLimits {
  /** Of the file. */
  packed: number;
  /** Of what it unpacks to. */
  unpacked: number;
  /** Of one line of that. */
  line: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  packed: 4 * 1024 ** 3,
  unpacked: 16 * 1024 ** 3,
  line: MAX_ARCHIVE_LINE_BYTES,
};

const LINE_BREAK = 10;

/**
 * The lines of a string that is packed with gzip, one after the other, holding no more than one of them.
 *
 * @internal
 * @throws SpoorError `bad-archive`, or `too-large` as soon as a limit is passed.
 */
export async function* unpackLines(packed: AsyncIterable<Uint8Array>, limits: ArchiveLimits): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const read = (parts: Buffer[]) => {
    try {
      return decoder.decode(Buffer.concat(parts));
    } catch (cause) {
      throw fault('a line of it is not UTF-8.', cause);
    }
  };
  let total = 0;
  let length = 0;
  let parts: Buffer[] = [];
  for await (const chunk of gunzip(packed)) {
    total += chunk.byteLength;
    if (total > limits.unpacked) throw tooLarge(`it unpacks to more than ${limits.unpacked} bytes`);
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end >= 0; end = chunk.indexOf(LINE_BREAK, start)) {
      if (length + end - start > limits.line) throw tooLarge(`a line of it is longer than ${limits.line} bytes`);
      parts.push(chunk.subarray(start, end));
      yield read(parts);
      parts = [];
      length = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    length += chunk.byteLength - start;
    if (length > limits.line) throw tooLarge(`a line of it is longer than ${limits.line} bytes`);
  }
  if (length > 0) throw fault('it ends in the middle of a line.');
}

async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  const done = pipeline(Readable.from(packed), unpacked);
  // It is told of below, by what reads the result.
  done.catch(() => undefined);
  try {
    yield* unpacked as AsyncIterable<Buffer>;
    await done;
  } catch (cause) {
    // What the source itself has failed with comes as it is.
    if (!String((cause as NodeJS.ErrnoException).code).startsWith('Z_')) throw cause;
    throw fault(`it is not packed with gzip, or is damaged (${messageOf(cause)}).`, cause);
  } finally {
    unpacked.destroy();
  }
}

/** @internal */
export function tooLarge(what: string): SpoorError {
  return new SpoorError('too-large', `The run cannot be imported: ${what}.`);
}
