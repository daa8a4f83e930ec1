import { createHmac, randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { join } from 'node:path';
import { readText, writeText } from '../files/text-file';

/** What signs and what is signed for: a signature for one purpose is worth nothing for another. */
export type Purpose = 'page-token' | 'app' | 'upload' | 'download' | 'session';

/**
 * The owner's key and the secret that signs what the server hands out. Both are made at the first start and stay in the
 * data folder.
 */
export interface Secrets {
  /** Reads and writes everything. Forty characters, which every W&B client accepts as a key. */
  key: string;
  sign(purpose: Purpose, text: string): string;
  isSigned(purpose: Purpose, text: string, signature: string): boolean;
}

/** Reads the secrets of a data folder; makes them where they are missing. */
export function loadSecrets(folder: string): Secrets {
  const key = readOrMake(join(folder, 'key'), () => randomBytes(20).toString('hex'));
  const secret = readOrMake(join(folder, 'secret'), () => randomBytes(32).toString('hex'));
  const sign = (purpose: Purpose, text: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
  return { key, sign, isSigned: (purpose, text, signature) => isSame(sign(purpose, text), signature) };
}

/** Compares in a time that tells nothing of where the texts differ. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function readOrMake(path: string, make: () => string): string {
  const found = readText(path);
  if (found !== null) return found;
  writeText(path, make());
  return readText(path)!;
}
