import { Refusal } from './refusal';
import type { Secrets } from './secrets';

const LIFE_MS = 24 * 3600 * 1000;

/** What an upload address allows: one file of one run, for a day. */
export interface Upload {
  run: number;
  name: string;
}

/**
 * The path of an upload address. It authorizes itself, because W&B's clients send no credential with a PUT; the name is inside the signed part,
 * so that it is never taken for a path.
 */
export function uploadPath(secrets: Secrets, { run, name }: Upload, now: number): string {
  const ticket = Buffer.from(JSON.stringify([run, name, now + LIFE_MS])).toString('base64url');
  return `/uploads/${ticket}.${secrets.sign('upload', ticket)}`;
}

/**
 * Reads the last segment of an upload address.
 *
 * @throws Refusal 403 when the server has not made it, or it has expired.
 */
export function readTicket(secrets: Secrets, text: string, now: number): Upload {
  const [ticket = '', signature = ''] = text.split('.');
  if (!secrets.isSigned('upload', ticket, signature))
    throw new Refusal(403, 'This upload address was not made by this server; ask createRunFiles for one.');
  const [run, name, expiresAt] = JSON.parse(Buffer.from(ticket, 'base64url').toString()) as [number, string, number];
  if (now >= expiresAt) throw new Refusal(403, 'This upload address has expired; ask createRunFiles for a new one.');
  return { run, name };
}
