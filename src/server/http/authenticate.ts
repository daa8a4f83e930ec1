import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Caller } from '../access/caller';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import type { Env } from './env';

/** The name of the session cookie. Cookies are shared by all ports of a host, so two servers need two names. */
export const sessionCookie = (site: Site) => `spoor_${site.address.port}`;

/** Whether the browser of the request is logged in. */
export function hasSession(c: Context<Env>, site: Site): boolean {
  const cookie = getCookie(c, sessionCookie(site));
  return cookie !== undefined && site.credentials.isSession(cookie);
}

/** @throws Refusal 401 when nobody whom the server knows sends this. */
export function authenticate(c: Context<Env>, site: Site): Caller {
  const header = c.req.header('authorization');
  const caller = header === undefined ? bySession(c, site) : site.credentials.recognize(credentialIn(header));
  if (caller) return caller;
  throw new Refusal(
    401,
    'The key or token is missing, wrong or expired; `spoor serve` prints the key, and POST /api/page-token makes tokens for pages.',
  );
}

/** @throws Refusal 401 or 403 unless the owner sends this. */
export function requireOwner(c: Context<Env>, site: Site): void {
  if (authenticate(c, site).kind !== 'owner')
    throw new Refusal(403, 'A page token can only write; reading needs the key that `spoor serve` prints.');
}

/** W&B's clients send `Basic api:KEY`; those that hold a token may send it as Bearer. */
function credentialIn(header: string): string {
  const [scheme = '', value = ''] = header.split(' ', 2);
  if (scheme.toLowerCase() === 'bearer') return value;
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

/** The cookie travels with requests that other pages of this machine cause; only our own pages may act through it. */
function bySession(c: Context<Env>, site: Site): Caller | null {
  const fetchSite = c.req.header('sec-fetch-site');
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return null;
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!reads && !site.address.isOwnOrigin(c.req.header('origin'), c.req.header('host'))) return null;
  return hasSession(c, site) ? { kind: 'owner' } : null;
}
