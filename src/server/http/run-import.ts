import type { Context } from 'hono';
import { isSpoorError } from '../../wire/index';
import { importArchive } from '../archive/import';
import { ARCHIVE_LIMITS } from '../archive/lines';
import { Refusal } from '../trouble/refusal';
import type { Site } from '../site';
import { requireOwner } from './authenticate';
import type { Env } from './env';

/** `POST /api/import`: a run as a file, as `exportRun` of a page has made it. */
export async function importRun(c: Context<Env>, site: Site): Promise<Response> {
  requireOwner(c, site);
  const limits = { ...ARCHIVE_LIMITS, ...site.archiveLimits };
  const { incoming } = c.env;
  const tooLarge = () =>
    new Refusal(413, `The file is larger than ${limits.packed} bytes, which is the most that this server imports.`);
  if (Number(incoming.headers['content-length'] ?? 0) > limits.packed) throw tooLarge();
  // Keeping the stream is what lets the refusal reach the sender.
  const content = incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  try {
    return c.json(
      await site.temporaryFiles.borrow(content, limits.packed, (open) => importArchive(site, open, limits)),
    );
  } catch (error) {
    if (isSpoorError(error) && error.code === 'too-large') throw new Refusal(413, error.message, { cause: error });
    throw error;
  }
}
