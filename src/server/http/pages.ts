import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { RESERVED_NAMES } from '../../wire/name';
import type { Site } from '../site';
import { hasSession, sessionCookie } from './authenticate';
import type { Env } from './env';
import { staticFile } from './static';

const MONTH_S = 30 * 24 * 3600;

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** A page of the dashboard, for a browser that has logged in; `?token=KEY` logs it in and leaves the address bar without the key. */
export async function dashboardPage(c: Context<Env>, site: Site): Promise<Response> {
  const token = c.req.query('token');
  if (token !== undefined && site.credentials.isKey(token)) {
    setCookie(c, sessionCookie(site), site.credentials.session, { path: '/', httpOnly: true, sameSite: 'Strict', maxAge: MONTH_S });
    const address = new URL(c.req.url);
    address.searchParams.delete('token');
    c.header('Cache-Control', 'no-store');
    return c.redirect(address.href);
  }
  if (!hasSession(c, site)) {
    return notice(
      401,
      token === undefined ? 'You are not logged in' : 'This key is wrong or old',
      'Open the address that <code>spoor serve</code> printed when it started: it has the key in it. The key is also in the file <code>key</code> of the data folder; it belongs after <code>/?token=</code> in the address.',
    );
  }
  const page = await staticFile(`${site.assets}/dashboard`, 'index.html', HEADERS);
  return page ?? notice(503, 'The dashboard is not built', 'Run <code>npm run build</code> and load this page again.');
}

/** Whether an address belongs to the dashboard: `/{entity}/{project}` must not swallow the server's own paths. */
export function isDashboardPath(path: string): boolean {
  return !RESERVED_NAMES.includes(path.split('/')[1] ?? '');
}

/** For a person who has followed an address to nowhere; it is not shown, for anybody can have made it up. */
export function nothingHere(): Response {
  return notice(404, 'Not here', 'There is nothing at this address. Your projects are on <a href="/">the dashboard</a>.');
}

function notice(status: number, title: string, text: string): Response {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Spoor: ${title}</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 15vh auto; padding: 0 1em">
<h1 style="font-size: 1.4em">${title}</h1>
<p>${text}</p>
`;
  return new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...HEADERS } });
}
