import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { Blobs } from '../files/blobs';
import { isShown, mimetypeOf } from '../files/mimetype';
import { attachment } from './attachment';
import { parseRange } from './byte-range';
import type { Env } from './env';

export interface AnsweredFile {
  /** The key of its bytes. */
  key: string;
  /** What it is called; its ending says whether a browser may show it. */
  name: string;
  size: number;
  md5: string;
}

/** Answers with a file, or the part of it that was asked for. Its content is a stranger's and is treated as such. */
export function fileAnswer(c: Context<Env>, blobs: Blobs, file: AnsweredFile): Response {
  const headers = headersOf(file);
  if (c.req.header('if-none-match') === headers['ETag']) return new Response(null, { status: 304, headers });
  const range = parseRange(c.req.header('range'), file.size);
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${file.size}` } });
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  if (range) headers['Content-Range'] = `bytes ${start}-${end}/${file.size}`;
  headers['Content-Length'] = String(end - start + 1);
  if (file.size === 0) return new Response(null, { headers });
  const bytes = Readable.toWeb(blobs.open(file.key, { start, end })) as ReadableStream<Uint8Array>;
  return new Response(bytes, { status: range ? 206 : 200, headers });
}

function headersOf({ name, md5 }: AnsweredFile): Record<string, string> {
  return {
    'Content-Type': mimetypeOf(name),
    'Content-Disposition': isShown(name) ? 'inline' : attachment(name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    ETag: `"${md5}"`,
  };
}
