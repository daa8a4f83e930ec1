import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** A short text in a file of its own, such as a key; null where there is no such file, or an empty one. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}

/** Writes it whole or not at all: half a key, left by a full disk, would be taken for a key. */
export function writeText(path: string, text: string): void {
  const unfinished = `${path}.unfinished-${randomUUID()}`;
  try {
    writeFileSync(unfinished, `${text}\n`, { mode: 0o600, flush: true, flag: 'wx' });
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
