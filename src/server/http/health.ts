import type { Context } from 'hono';
import { version } from '../files/package-folder';
import type { Site } from '../site';
import type { Env } from './env';

/** `GET /api/health`: 200 while what is sent is stored. For anybody, so it names no path. */
export async function health(c: Context<Env>, site: Site): Promise<Response> {
  const trouble = await site.health.check();
  c.header('Cache-Control', 'no-store');
  if (!trouble) return c.json({ ok: true, version });
  return c.json({ ok: false, version, errors: [{ message: trouble.message }] }, trouble.status);
}
