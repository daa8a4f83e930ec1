import { createMiddleware } from 'hono/factory';
import type { Site } from '../site';
import type { Env } from './env';
import { refuse } from './answer';

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
      return refuse(
        403,
        `This server does not answer to the name ${JSON.stringify(host ?? '')}; open ${site.address.url}, or start it with --host and that name.`,
      );
    }
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');

    const origin = c.req.header('origin');
    // Anybody may load the scripts: they are public, and the same for all.
    if (origin === undefined || site.address.isOwnOrigin(origin, host) || isScript(c.req.method, c.req.path)) return next();
    if (!site.address.isAllowedOrigin(origin)) {
      return refuse(403, `Pages of ${origin} may not use this server; start it with --allow-origin ${origin} to let them send.`);
    }
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', 'Retry-After');
    c.header('Vary', 'Origin');
    if (c.req.method !== 'OPTIONS') return next();
    return c.body(null, 204, PREFLIGHT);
  });
}

function isScript(method: string, path: string): boolean {
  return method === 'GET' && path.startsWith('/sdk/');
}
