import { createMiddleware } from 'hono/factory';
import { Refusal } from '../refusal';
import type { Site } from '../site';
import type { Env } from './env';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'POST, PUT, GET',
  'Access-Control-Allow-Headers': 'authorization, content-type, content-encoding',
  'Access-Control-Max-Age': '7200',
};

/**
 * Turns away what a browser sends on behalf of a page that has no business here: a wrong Host (DNS rebinding), or an Origin that is
 * neither the server's own nor allowed. Allowed origins get the headers of CORS, never those for cookies.
 */
export function gate(site: Site) {
  return createMiddleware<Env>(async (c, next) => {
    const host = c.req.header('host');
    if (!site.address.isOwnHost(host)) {
      throw new Refusal(
        403,
        `This server does not answer to the name ${JSON.stringify(host ?? '')}; open ${site.address.url}, or start it with --host and that name.`,
      );
    }
    const origin = c.req.header('origin');
    // Anybody may load the scripts: they are public, and the same for all.
    const ownOrPublic = origin === undefined || site.address.isOwnOrigin(origin, host) || isScript(c.req.method, c.req.path);
    if (!ownOrPublic && !site.address.isAllowedOrigin(origin)) {
      throw new Refusal(403, `Pages of ${origin} may not use this server; start it with --allow-origin ${origin} to let them send.`);
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
