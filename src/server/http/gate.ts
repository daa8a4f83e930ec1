import { createMiddleware } from 'hono/factory';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import type { Env } from './env';
import { NO_ORIGIN, originOf } from '../access/origin';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'POST, PUT, GET',
  'Access-Control-Allow-Headers': 'authorization, content-type, content-encoding',
  'Access-Control-Max-Age': '7200',
};

/**
 * Turns away what a browser sends on behalf of a page that has no business here: a wrong Host (DNS rebinding), or an
 * Origin that is neither the server's own nor allowed. Allowed origins get the headers of CORS, never those for
 * cookies.
 */
export function gate(site: Site) {
  return createMiddleware<Env>(async (c, next) => {
    const host = c.req.header('host');
    if (!site.address.isOwnHost(host)) {
      throw new Refusal(403, `${strange(host)} Open ${site.address.url}, or ${wayFor(host)}.`);
    }
    const origin = c.req.header('origin');
    // Anybody may load the scripts: they are public, and the same for all.
    const ownOrPublic =
      origin === undefined || site.address.isOwnOrigin(origin, host) || isScript(c.req.method, c.req.path);
    if (!ownOrPublic && !site.address.isAllowedOrigin(origin)) {
      throw new Refusal(403, explain(origin));
    }
    // No browser asks for its own origin, but `wandb verify` does.
    const preflight = origin !== undefined && c.req.method === 'OPTIONS';
    if (preflight) c.res = new Response(null, { status: 204, headers: PREFLIGHT });
    else await next();

    const { headers } = c.res;
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Referrer-Policy', 'no-referrer');
    if (origin === undefined || (ownOrPublic && !preflight)) return;
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Expose-Headers', 'Retry-After');
    headers.append('Vary', 'Origin');
  });
}

function isScript(method: string, path: string): boolean {
  return method === 'GET' && path.startsWith('/sdk/');
}

function strange(host: string | undefined): string {
  return `This server does not answer to the name ${JSON.stringify(host ?? '')}.`;
}

/** How to make the server answer to a name. What no browser would send is not repeated as something to type. */
function wayFor(host: string | undefined): string {
  const isName = originOf(`https://${host}`) !== null && /^[\w.:[\]-]+$/.test(host!);
  return isName
    ? `start the server with --public-url https://${host} if that is the name of a proxy before it (http:// where that speaks no TLS), or with --host ${host!.replace(/:\d+$/, '')} if it is a name of this machine`
    : 'start the server with --public-url and the address of the proxy before it, or with --host and a name of this machine';
}

/** Why pages of an origin are refused, and what lets them in. */
function explain(origin: string): string {
  if (origin === NO_ORIGIN) {
    return 'Pages without an origin of their own, opened from disk or in a sandboxed frame, may not use this server; start it with --allow-origin null to let all of them send, with a token.';
  }
  const serialized = originOf(origin);
  if (serialized === null) return `The Origin ${JSON.stringify(origin)} is not one of a page.`;
  const own = /^https?:/.test(serialized)
    ? ` If that is the address of a proxy before the server itself, start it with --public-url ${serialized}.`
    : '';
  return `Pages of ${origin} may not use this server; start it with --allow-origin ${serialized} to let them send.${own}`;
}
