import type { Context } from 'hono';
import { entityOf } from '../access/caller';
import { object, orIgnored, orNothing, readShape, text } from '../ingest/schema';
import { badRequest, Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { isAppHere } from './app-files';
import { authenticate } from './authenticate';
import { readJson } from './body';
import type { Env } from './env';

const MAX_BODY_BYTES = 10_000;

const REQUEST = object({ project: text, entity: orNothing(text), nonce: orIgnored(text) });

/**
 * `POST /api/page-token`: a write-only token, for whoever is logged in or holds the key. Without either, only for pages
 * of the app that the server serves to its own machine: they show the nonce that came with them.
 */
export async function pageToken(c: Context<Env>, site: Site): Promise<Response> {
  const body = await readJson(c.env.incoming, MAX_BODY_BYTES);
  const { project, entity, nonce } = readShape(REQUEST, body, 'the body', badRequest);
  if (!isAppPage(c, site, nonce)) requireMinter(c, site);
  return c.json(site.credentials.pageToken(entityOf({ kind: 'owner' }, entity), project), 200, {
    'Cache-Control': 'no-store',
  });
}

function isAppPage(c: Context<Env>, site: Site, nonce: string | undefined): boolean {
  return isOwnPage(c, site) && isAppHere(c, site) && nonce !== undefined && site.credentials.isAppNonce(nonce);
}

/** @throws Refusal 401 or 403 unless the owner sends this. */
function requireMinter(c: Context<Env>, site: Site): void {
  const hasKey = c.req.header('authorization') !== undefined;
  try {
    if (authenticate(c, site).kind !== 'owner')
      throw new Refusal(403, 'A page token cannot make further tokens; use the key that `spoor serve` prints.');
  } catch (error) {
    if (hasKey || !isOwnPage(c, site)) throw error;
    throw new Refusal(
      401,
      'This page gets no token without a login: open the dashboard in this browser and log in, or give init() a token. ' +
        'Only the pages that `spoor serve --app` serves to its own machine, at 127.0.0.1 and without a proxy, need neither.',
      { cause: error },
    );
  }
}

function isOwnPage(c: Context<Env>, site: Site): boolean {
  const fetchSite = c.req.header('sec-fetch-site');
  return (
    site.address.isOwnOrigin(c.req.header('origin'), c.req.header('host')) &&
    (fetchSite === undefined || fetchSite === 'same-origin')
  );
}
