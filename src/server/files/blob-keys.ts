import { createHash } from 'node:crypto';

/** Under these lie the files of runs, and the contents of artifacts. */
export const FILES = 'files';
export const CONTENTS = 'contents';

const RUN_FILE = /^files\/([1-9]\d*)\/[0-9a-f]{64}$/;
const CONTENT = /^contents\/([0-9a-f]{2})\/(\1[0-9a-f]{30})$/;

/** Under this key lie all files of a run. */
export function runKey(run: number): string {
  return `${FILES}/${run}`;
}

/** The key of a run file. Names come from strangers, so it is made of the run's number and a hash, never of a name. */
export function runFileKey(run: number, name: string): string {
  return `${runKey(run)}/${createHash('sha256').update(name).digest('hex')}`;
}

/** The key of content of an artifact, each content once: `contents/ab/abcd…`, by the MD5 that its bytes have. */
export function contentKey(digest: string): string {
  const hex = Buffer.from(digest, 'base64').toString('hex');
  return `${CONTENTS}/${hex.slice(0, 2)}/${hex}`;
}

/** Whose file a key is; null when no run file can have it. */
export function runOfKey(key: string): number | null {
  const [, run] = RUN_FILE.exec(key) ?? [];
  return run === undefined ? null : Number(run);
}

/** Which content a key is of; null when none can have it. */
export function digestOfKey(key: string): string | null {
  const [, , hex] = CONTENT.exec(key) ?? [];
  return hex === undefined ? null : Buffer.from(hex, 'hex').toString('base64');
}
