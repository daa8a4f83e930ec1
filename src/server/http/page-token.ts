import type { Context } from 'hono';
import { entityOf } from '../caller';
import { Refusal } from '../refusal';
import type { Site } from '../site';
import { authenticate } from './authenticate';
import { readJson } from './body';
import type { Env } from './env';

const MAX_BODY_BYTES = 10_000;

/**
 * `POST /api/page-token`: a write-only token. Pages of the server's own origin get one for the asking; whoever holds the key may mint
 * tokens for pages elsewhere.
 */
export async function pageToken(c: Context<Env>, site: Site): Promise<Response> {
  if (!isOwnPage(c, site) && authenticate(c, site).kind !== 'owner') throw new Refusal(403, 'A page token cannot make further tokens.');
  const body = await readJson(c.env.incoming, MAX_BODY_BYTES);
  const { project, entity } = Object(body) as { project?: unknown; entity?: unknown };
  if (typeof project !== 'string' || (entity !== undefined && entity !== null && typeof entity !== 'string')) {
    throw new Refusal(400, 'Say for which project: send {"project": "name"}.');
  }
  return c.json(site.credentials.pageToken(entityOf({ kind: 'owner' }, entity), project));
}

function isOwnPage(c: Context<Env>, site: Site): boolean {
  const fetchSite = c.req.header('sec-fetch-site');
  return site.address.isOwnOrigin(c.req.header('origin'), c.req.header('host')) && (fetchSite === undefined || fetchSite === 'same-origin');
}
