import { readdir } from 'node:fs/promises';
import type { Context } from 'hono';
import { RESERVED_NAMES } from '../../wire/index';
import type { Site } from '../site';
import { hasSession } from './authenticate';
import type { Env } from './env';
import { localPath, loginPage, tryKey } from './login';
import { noticePage, PAGE_HEADERS } from './notice-page';
import { staticFile } from './static';

/**
 * A page of the dashboard, for a browser that has logged in; `?token=KEY` logs it in and leaves the address bar without
 * the key.
 */
export async function dashboardPage(c: Context<Env>, site: Site): Promise<Response> {
  const { pathname, searchParams } = new URL(c.req.url);
  const token = searchParams.get('token');
  searchParams.delete('token');
  const here = localPath(pathname + (searchParams.size > 0 ? `?${searchParams}` : ''));
  const outcome = token === null ? 'missing' : tryKey(c, site, token);
  // Without the host: a proxy may have put another into the request than the browser's.
  if (outcome === 'in') return c.redirect(here);
  if (!hasSession(c, site)) return loginPage(c, site, outcome, here);
  const page = await staticFile(c, `${site.assets}/dashboard`, 'index.html', { headers: PAGE_HEADERS });
  return (
    page ??
    noticePage(503, 'The dashboard is not built', '<p>Run <code>npm run build</code> and load this page again.</p>')
  );
}

/** Whether an address belongs to the dashboard: `/{entity}/{project}` must not swallow the server's own paths. */
export function isDashboardPath(path: string): boolean {
  return !RESERVED_NAMES.includes(path.split('/')[1] ?? '');
}

/** `GET /favicon.ico`, which browsers ask for whatever page they show: the app's own, or ours. */
export async function icon(c: Context<Env>, site: Site): Promise<Response | null> {
  const own = site.app === null ? null : await staticFile(c, site.app, 'favicon.ico', { secret: site.data });
  if (own) return own;
  const assets = `${site.assets}/dashboard/assets`;
  const names = await readdir(assets).catch(() => []);
  const name = names.find((found) => /^favicon-.*\.svg$/.test(found));
  return name === undefined ? null : staticFile(c, assets, name);
}
