import type { Context } from 'hono';
import { runFileKey } from '../files/blob-keys';
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
  if (!(await site.store.runs.byId(id))) throw deleted();
  const describe = () => ({ mimetype: mimetypeOf(name), updatedAt: site.now() });
  // Deleted while the bytes came in.
  if (!(await site.runs.putFile(id, name, bytes, describe))) throw deleted();
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
  return fileAnswer(c, site.blobs, { ...file, key: runFileKey(run.id, name) });
}
