import { makeRunId } from '../../wire/index';
import type { RunFile } from '../../journal/index';
import type { MediaPart } from '../../thread/draft';

/**
 * A file of a media value, and the hex SHA-256 of it: its name has the first digits, so no two are called the same.
 *
 * @param folder where W&B has the files of this kind, below `media/`.
 */
export async function mediaFile(
  { key, step }: MediaPart,
  folder: string,
  extension: string,
  blob: Blob,
): Promise<{ file: RunFile; sha256: string | undefined }> {
  const bytes = await blob.arrayBuffer();
  const sha256 = await hash(bytes);
  const path = `media/${folder}/${fileStem(key)}_${step}_${(sha256 ?? makeRunId(20)).slice(0, 20)}.${extension}`;
  return { file: { path, type: blob.type, bytes }, sha256 };
}

/** Browsers compute it in secure contexts only (https, localhost); elsewhere the row goes without. */
async function hash(bytes: ArrayBuffer): Promise<string | undefined> {
  if (!crypto.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * W&B's rule: slashes make folders, no part may be empty or climb (`wandb/sdk/data_types/utils.py`). Half a character
 * no address can hold.
 */
function fileStem(key: string): string {
  return key
    .replace(/^\/+/, '')
    .split('/')
    .map((part) => (part === '.' || part === '..' || part === '' ? '_' : part.replace(/[\\\p{Cc}\p{Cs}]/gu, '_')))
    .join('/');
}
