import type { Context } from 'hono';
import { hexOf, isDigest } from '../artifacts/digest';
import { readDownload } from '../access/download-ticket';
import { contentKey } from '../files/blob-keys';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { requireOwner } from './authenticate';
import type { Env } from './env';
import { fileAnswer } from './file-answer';

/** `GET /downloads/{ticket}`: content of an artifact, for whoever was given the address. */
export async function getDownload(c: Context<Env, '/downloads/:ticket'>, site: Site): Promise<Response> {
  const { content, name } = readDownload(site.seals, c.req.param('ticket'));
  return contentAnswer(c, site, content, name);
}

/**
 * `GET /artifactsV2/{region}/{entity}/{project}/{collection}/{birthArtifactID}/{hexMD5}/{basename}`: content of a
 * version of a collection. W&B's clients make this address themselves when they fetch a single file.
 */
export async function getArtifactFile(
  c: Context<Env, '/artifactsV2/:region/:entity/:project/:collection/:birth/:hex/:name'>,
  site: Site,
): Promise<Response> {
  requireOwner(c, site);
  const { entity, project: projectName, collection: collectionName, hex, name } = c.req.param();
  const digest = Buffer.from(hex, 'hex').toString('base64');
  const project = await site.store.projects.find(entity, projectName);
  const collection = project && (await site.store.collections.find(project.id, collectionName));
  const known =
    collection &&
    isDigest(digest) &&
    hexOf(digest) === hex &&
    (await site.store.contents.nameIn(collection.id, digest));
  if (!known)
    throw new Refusal(
      404,
      `No version of the artifact ${entity}/${projectName}/${collectionName} has content with the MD5 ${hex}.`,
    );
  return contentAnswer(c, site, digest, name);
}

async function contentAnswer(c: Context<Env>, site: Site, digest: string, name: string): Promise<Response> {
  const size = await site.store.contents.size(digest);
  if (size === null) throw new Refusal(404, 'This content has been deleted.');
  return fileAnswer(c, site.blobs, { key: contentKey(digest), name, size, md5: digest });
}
