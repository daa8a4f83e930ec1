import type { Context } from 'hono';
import { mimetypeOf } from '../files/mimetype';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { requireOwner } from './authenticate';
import type { Env } from './env';
import { fileAnswer } from './file-answer';

/** Stores the bytes of a run file. */
export async function putRunFile(
  site: Site,
  { run: id, name }: { run: number; name: string },
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  const run = await site.store.runs.byId(id);
  if (!run) throw deleted();
  const written = await site.files.write(id, name, bytes, ({ size, md5 }) =>
    site.store.files.record(id, { name, size, md5, mimetype: mimetypeOf(name), updatedAt: site.now() }),
  );
  // Deleted while the bytes came in.
  if (!written) throw deleted();
  site.live.changed(run);
}

function deleted(): Refusal {
  return new Refusal(404, 'The run of this file has been deleted.');
}

/** `GET /files/{entity}/{project}/{run}/{path}`: a run file for a reader. */
export async function getFile(
  c: Context<Env, '/files/:entity/:project/:run/:path{.+}'>,
  site: Site,
): Promise<Response> {
  requireOwner(c, site);
  const { entity, project, run: runName, path: name } = c.req.param();
  const run = await site.store.runs.find(entity, project, runName);
  const file = run && (await site.store.files.find(run.id, name));
  if (!file) throw new Refusal(404, `The run ${entity}/${project}/${runName} has no file ${JSON.stringify(name)}.`);
  return fileAnswer(c, { ...file, path: site.files.path(run.id, name) });
}
