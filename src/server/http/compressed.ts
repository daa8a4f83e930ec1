import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/compress';

/** The best first. */
const ENCODINGS = ['br', 'gzip'] as const;
type Encoding = (typeof ENCODINGS)[number];

/** Below, the head of the answer weighs as much; above, a server that trains nobody has better to do. */
const LEAST_BYTES = 1024;
const MOST_BYTES = 16 * 1024 * 1024;
/** So much of what was compressed is kept in memory. */
const KEPT_BYTES = 32 * 1024 * 1024;

const kept = new Map<string, Buffer>();
let keptBytes = 0;
/** What is being compressed: who asks for it meanwhile waits for the same. */
const underWay = new Map<string, Promise<Buffer>>();

const COMPRESS: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/** Whether a file is sent in different ways to different clients, so that caches must ask for which. */
export function isCompressible(type: string, size: number): boolean {
  return size >= LEAST_BYTES && size <= MOST_BYTES && COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type);
}

/** What the client of a request takes; null when it wants the bytes as they are. */
export function encodingFor(c: Context): Encoding | null {
  const chosen = accepts(c, {
    header: 'Accept-Encoding',
    supports: [...ENCODINGS],
    default: '',
    match: (accepted) =>
      ENCODINGS.find((encoding) => accepted.some(({ type, q }) => type.toLowerCase() === encoding && q > 0)) ?? '',
  });
  return chosen === '' ? null : (chosen as Encoding);
}

/**
 * A file, compressed. Only for files that are the same for everybody: an answer with a secret and a string of somebody
 * else's, compressed together, tells by its length what they have in common (BREACH).
 *
 * @param version changes when the file does.
 */
export async function compressed(path: string, version: string, encoding: Encoding): Promise<Buffer> {
  const key = `${encoding} ${version} ${path}`;
  const found = kept.get(key);
  if (found) {
    // Last used, last forgotten.
    kept.delete(key);
    kept.set(key, found);
    return found;
  }
  const known = underWay.get(key);
  if (known) return known;
  const work = compress(path, encoding).finally(() => underWay.delete(key));
  underWay.set(key, work);
  const bytes = await work;
  keep(key, bytes);
  return bytes;
}

async function compress(path: string, encoding: Encoding): Promise<Buffer> {
  return COMPRESS[encoding](await readFile(path));
}

function keep(key: string, bytes: Buffer): void {
  kept.set(key, bytes);
  keptBytes += bytes.length;
  for (const [oldest, { length }] of kept) {
    if (keptBytes <= KEPT_BYTES) break;
    kept.delete(oldest);
    keptBytes -= length;
  }
}
