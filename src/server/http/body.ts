import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import { Refusal } from '../trouble/refusal';

const inflate = promisify(gunzip);

/**
 * Reads a JSON body, gzip or plain, of at most `limit` bytes before and after inflation.
 *
 * @throws Refusal 413, 415 or 400.
 */
export async function readJson(incoming: IncomingMessage, limit: number): Promise<unknown> {
  const text = (await decode(await readBytes(incoming, limit), incoming.headers['content-encoding'], limit)).toString();
  if (isTooDeep(text))
    throw new Refusal(400, `The body must be nested at most ${MAX_NESTING} deep; log such values as files.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, `The body is not JSON (${(cause as Error).message}).`, { cause });
  }
}

/** The body as a string. @throws Refusal 413. */
export async function readText(incoming: IncomingMessage, limit: number): Promise<string> {
  return (await readBytes(incoming, limit)).toString();
}

async function readBytes(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  // Keeping the stream is what lets the refusal reach the sender.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function decode(bytes: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return bytes;
  if (encoding !== 'gzip')
    throw new Refusal(415, `The encoding ${JSON.stringify(encoding)} is not understood; send gzip or plain JSON.`);
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw new Refusal(400, 'The body says that it is gzip and cannot be unpacked; send it again, or as plain JSON.', {
      cause,
    });
  }
}

function tooLarge(limit: number): Refusal {
  return new Refusal(413, `The request is larger than ${limit} bytes; send less at a time.`);
}
