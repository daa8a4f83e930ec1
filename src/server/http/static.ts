import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { isWithin } from '../within';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Answers with a file of a folder, or the `index.html` of a folder in it; `path` is as it stands in an address. Null when there is none;
 * nothing outside is ever served, nor `.git`, `.env` and the like, nor anything of `secret`, the real path of a folder that may lie inside.
 */
export async function staticFile(
  folder: string,
  path: string,
  headers: Record<string, string> = {},
  secret: string | null = null,
): Promise<Response | null> {
  const file = await find(folder, decode(path), secret);
  if (!file) return null;
  const stream = Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>;
  const type = TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream';
  return new Response(stream, {
    headers: { 'Content-Type': type, 'Content-Length': String(file.size), 'Cache-Control': 'no-cache', ...headers },
  });
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

async function find(folder: string, path: string, secret: string | null): Promise<{ path: string; size: number } | null> {
  try {
    const root = await realpath(folder);
    const found = await realpath(join(root, path));
    if (!isWithin(found, root) || (secret !== null && isWithin(found, secret)) || isHidden(relative(root, found))) return null;
    const info = await stat(found);
    if (info.isDirectory()) return path.endsWith('index.html') ? null : await find(folder, join(path, 'index.html'), secret);
    return { path: found, size: info.size };
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
