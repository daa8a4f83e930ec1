import type { Seals } from './signed-token';

const LIFE_MS = 24 * 3600 * 1000;

/**
 * What an upload address allows, for a day: one file of one run, or the content with one digest (MD5 in base64) and no
 * other.
 */
export type Upload = { run: number; name: string } | { content: string };

/**
 * The path of an upload address. It authorizes itself, because W&B's clients send no credential with a PUT; the name is
 * inside the signed part, so that it is never taken for a path.
 */
export function uploadPath(seals: Seals, upload: Upload): string {
  const claims = 'content' in upload ? [upload.content] : [upload.run, upload.name];
  return `/uploads/${seals.seal('upload', claims, LIFE_MS).text}`;
}

/**
 * Reads the last segment of an upload address.
 *
 * @throws Refusal 403 when the server has not made it, or it has expired.
 */
export function readTicket(seals: Seals, text: string): Upload {
  const [what, name] = seals.unsealAddress('upload', text, 'ask createRunFiles for a new one') as
    | [number, string]
    | [string];
  return typeof what === 'number' ? { run: what, name: name! } : { content: what };
}
