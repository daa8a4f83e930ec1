import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { trustedMimetypeOf } from '../files/mimetype';
import { isWithin } from '../files/path-within';
import { compressed, encodingFor, isCompressible } from './compressed';
import type { Env } from './env';

/** How a file is answered with, where it is not as all others. */
export interface StaticOptions {
  headers?: Record<string, string>;
  /** The real path of a folder that may lie inside, and of which nothing is served. */
  secret?: string;
}

/**
 * Answers with a file of a folder, or the `index.html` of a folder in it; `path` is as it stands in an address. Null
 * when there is none; nothing outside is ever served, nor `.git`, `.env` and the like. It is compressed for who takes
 * that, and not sent again to who has it.
 */
export async function staticFile(
  c: Context<Env>,
  folder: string,
  path: string,
  { headers: more = {}, secret }: StaticOptions = {},
): Promise<Response | null> {
  const file = await find(folder, decode(path), secret ?? null);
  if (!file) return null;
  const type = trustedMimetypeOf(file.path);
  // Weak: the same file, in whichever encoding.
  const version = `W/"${file.size.toString(16)}-${Math.round(file.modifiedAt * 1000).toString(16)}"`;
  const headers: Record<string, string> = { 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: version, ...more };
  const mayCompress = isCompressible(type, file.size);
  if (mayCompress) headers['Vary'] = 'Accept-Encoding';
  if (isKnown(c.req.header('if-none-match'), version)) return new Response(null, { status: 304, headers });
  const encoding = mayCompress ? encodingFor(c) : null;
  if (encoding === null) {
    const stream = Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>;
    return new Response(stream, { headers: { ...headers, 'Content-Length': String(file.size) } });
  }
  const bytes = await compressed(file.path, version, encoding);
  return new Response(new Uint8Array(bytes), {
    headers: { ...headers, 'Content-Encoding': encoding, 'Content-Length': String(bytes.length) },
  });
}

function isKnown(header: string | undefined, version: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return header !== undefined && header.split(',').some((tag) => opaque(tag) === opaque(version));
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not an address that anybody could have been given.
    return '\0';
  }
}

/** Of files with a dot before their names only those are for others that RFC 8615 puts there. */
function isHidden(path: string): boolean {
  return path.split(sep).some((name) => name.startsWith('.') && name !== '.well-known');
}

interface FoundFile {
  path: string;
  size: number;
  /** Unix milliseconds. */
  modifiedAt: number;
}

async function find(folder: string, path: string, secret: string | null): Promise<FoundFile | null> {
  try {
    const root = await realpath(folder);
    const found = await realpath(join(root, path));
    if (!isWithin(found, root) || (secret !== null && isWithin(found, secret)) || isHidden(relative(root, found)))
      return null;
    const info = await stat(found);
    if (info.isDirectory())
      return path.endsWith('index.html') ? null : await find(folder, join(path, 'index.html'), secret);
    return { path: found, size: info.size, modifiedAt: info.mtimeMs };
  } catch (error) {
    if (
      ['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE', 'ENAMETOOLONG', 'ELOOP', 'EACCES'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
    )
      return null;
    throw error;
  }
}
