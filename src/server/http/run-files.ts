import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { Refusal } from '../refusal';
import type { Site } from '../site';
import type { StoredFile } from '../store/store';
import { readTicket } from '../upload-ticket';
import { requireOwner } from './authenticate';
import { parseRange } from './byte-range';
import type { Env } from './env';

/** What a browser may show; SVG is not among them, for it can run scripts. */
const SHOWN: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.bmp': 'image/bmp',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.flac': 'audio/flac',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

/** `PUT /uploads/{ticket}`: the bytes of a run file. The ticket in the address is the permission. */
export async function putFile(c: Context<Env, '/uploads/:ticket'>, site: Site): Promise<Response> {
  const { run: id, name } = readTicket(site.secrets, c.req.param('ticket'), site.now());
  const run = await site.store.runs.byId(id);
  if (!run) throw deleted();
  const { size, md5 } = await site.files.write(id, name, c.env.incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
  const mimetype = SHOWN[extname(name).toLowerCase()] ?? 'application/octet-stream';
  const recorded = await site.store.files.record(id, { name, size, md5, mimetype, updatedAt: site.now() });
  if (!recorded) {
    // Deleted while the bytes came in.
    await site.files.delete(id);
    throw deleted();
  }
  site.live.changed(run);
  return c.json({});
}

function deleted(): Refusal {
  return new Refusal(404, 'The run of this file has been deleted.');
}

/** `GET /files/{entity}/{project}/{run}/{path}`: a run file for a reader. Its content is a stranger's and is treated as such. */
export async function getFile(c: Context<Env, '/files/:entity/:project/:run/:path{.+}'>, site: Site): Promise<Response> {
  requireOwner(c, site);
  const { entity, project, run: runName, path: name } = c.req.param();
  const run = await site.store.runs.find(entity, project, runName);
  const file = run && (await site.store.files.find(run.id, name));
  if (!file) throw new Refusal(404, `The run ${entity}/${project}/${runName} has no file ${JSON.stringify(name)}.`);

  const headers = headersOf(file);
  if (c.req.header('if-none-match') === headers['ETag']) return new Response(null, { status: 304, headers });
  const range = parseRange(c.req.header('range'), file.size);
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${file.size}` } });
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  if (range) headers['Content-Range'] = `bytes ${start}-${end}/${file.size}`;
  headers['Content-Length'] = String(end - start + 1);
  if (file.size === 0) return new Response(null, { headers });
  const bytes = Readable.toWeb(createReadStream(site.files.path(run.id, name), { start, end })) as ReadableStream<Uint8Array>;
  return new Response(bytes, { status: range ? 206 : 200, headers });
}

function headersOf(file: StoredFile): Record<string, string> {
  const shown = SHOWN[extname(file.name).toLowerCase()];
  const basename = encodeURIComponent(file.name.split('/').at(-1) ?? '').replaceAll("'", '%27');
  return {
    'Content-Type': shown ?? 'application/octet-stream',
    'Content-Disposition': shown ? 'inline' : `attachment; filename*=UTF-8''${basename}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    ETag: `"${file.md5}"`,
  };
}
