import type { Context } from 'hono';
import { APP_NONCE, APP_PATH } from '../../wire/index';
import type { Site } from '../site';
import type { Env } from './env';
import { isFromThisMachine } from '../access/loopback';
import { notFound } from './not-found';
import { staticFile } from './static';

const ROOT = `/${APP_PATH}`;

/**
 * Whether a request is one of this machine, to an app that only this machine reaches: its pages get page tokens without
 * a login.
 */
export function isAppHere(c: Context<Env>, site: Site): boolean {
  return site.app !== null && site.address.isPrivate && isFromThisMachine(c.env.incoming);
}

/** `GET /app/*`: a file of the app. With its pages comes the nonce that a page token is given for. */
export async function appFile(c: Context<Env>, site: Site): Promise<Response> {
  const file =
    site.app === null ? null : await staticFile(c, site.app, c.req.path.slice('/app'.length), { secret: site.data });
  const answer = file ?? notFound(c, site);
  const isPage = c.req.path === ROOT || answer.headers.get('content-type')?.startsWith('text/html');
  if (isPage && isAppHere(c, site)) answer.headers.set(APP_NONCE, site.credentials.appNonce());
  return answer;
}
