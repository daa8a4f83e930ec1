import type { Context } from 'hono';
import type { Site } from '../site';
import { readTicket } from '../access/upload-ticket';
import { keepContent } from '../artifacts/keep-content';
import type { Env } from './env';
import { putRunFile } from './run-files';

/**
 * `PUT /uploads/{ticket}`: the bytes of a file. The ticket in the address is the permission, and says what they are.
 */
export async function putFile(c: Context<Env, '/uploads/:ticket'>, site: Site): Promise<Response> {
  const upload = readTicket(site.seals, c.req.param('ticket'));
  const bytes = c.env.incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  if ('content' in upload) await keepContent(site, upload.content, bytes);
  else await putRunFile(site, upload, bytes);
  return c.json({});
}
