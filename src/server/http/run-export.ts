import { Readable } from 'node:stream';
import { zipOf } from '../export/zip';
import { bytesOf, offlineRun } from '../export/offline-run';
import type { OfflineRunManifest } from '../export/server-source';
import { runFileKey } from '../files/blob-keys';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { attachment } from './attachment';
import { runOf, type RunContext } from './run-queries';

/** `GET /api/runs/{entity}/{project}/{run}/wandb.zip`: the run as an offline run of W&B's, in one archive. */
export async function runZip(c: RunContext, site: Site): Promise<Response> {
  const offline = await offlineRun(site.store, site.blobs, await runOf(c, site));
  return download(zipOf(offline), 'application/zip', `${offline.folder}.zip`);
}

/** `GET /api/runs/{entity}/{project}/{run}/wandb`: what the archive would hold, for `spoor export --server`. */
export async function runManifest(c: RunContext, site: Site): Promise<Response> {
  const { folder, lines, files } = await offlineRun(site.store, site.blobs, await runOf(c, site));
  const manifest: OfflineRunManifest = {
    folder,
    lines,
    files: files.map(({ path, name, modified }) => ({ path, name, modified: modified.getTime() })),
  };
  return c.json(manifest, 200, { 'Cache-Control': 'no-store' });
}

/** `GET /api/runs/{entity}/{project}/{run}/wandb/log`: the log alone. */
export async function runLog(c: RunContext, site: Site): Promise<Response> {
  const { files } = await offlineRun(site.store, site.blobs, await runOf(c, site));
  const log = files.find(({ name }) => name === null)!;
  return download(log.content(), 'application/octet-stream', log.path);
}

/** `GET /api/runs/{entity}/{project}/{run}/wandb/file?name=…`: a run file, whatever its name. */
export async function runFile(c: RunContext, site: Site): Promise<Response> {
  const run = await runOf(c, site);
  const name = c.req.query('name') ?? '';
  if (!(await site.store.files.find(run.id, name)))
    throw new Refusal(404, `The run has no file ${JSON.stringify(name)}.`);
  return download(bytesOf(site.blobs, runFileKey(run.id, name)), 'application/octet-stream', name);
}

function download(content: AsyncGenerator<Uint8Array>, type: string, name: string): Response {
  return new Response(Readable.toWeb(Readable.from(content, { objectMode: false })) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': attachment(name),
      'Cache-Control': 'no-store',
    },
  });
}
