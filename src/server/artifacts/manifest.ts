import { isCount, isRow } from '../../wire/index';
import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import type { ManifestFile } from '../store/port/store';
import { Refusal } from '../trouble/refusal';
import { isDigest } from './digest';

/** A manifest (version 1, W&B's `wandb-artifact-manifest-v1`); of its entries all that a client wrote is kept. */
export interface Manifest {
  contents: Record<string, Record<string, unknown>>;
  /** All else that it says. */
  head: Record<string, unknown>;
}

const MAX_PATH_LENGTH = 1024;
const MAX_TEXT_LENGTH = 4096;

/** @throws Refusal 400, with a sentence that says what is wrong. */
export function parseManifest(text: string): Manifest {
  if (isTooDeep(text)) throw new Refusal(400, `The manifest must be nested at most ${MAX_NESTING} deep.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, `The manifest is not JSON (${(cause as Error).message}).`, { cause });
  }
  const { contents, ...head } = Object(value) as Record<string, unknown>;
  if (head['version'] !== 1 || !isRow(contents))
    throw new Refusal(400, 'The manifest must be of version 1 and have "contents".');
  return { head, contents: contents as Manifest['contents'] };
}

export function formatManifest({ head, contents }: Manifest): string {
  return JSON.stringify({ ...head, contents });
}

/** The files of a manifest, checked: whoever downloads them makes paths of their names. */
export function filesOf({ contents }: Manifest): ManifestFile[] {
  return Object.entries(contents).map(([path, entry]) => {
    const fault = faultOf(path, entry);
    if (fault) throw new Refusal(400, `The manifest's file ${JSON.stringify(path.slice(0, 100))} ${fault}.`);
    const { digest, size, ref } = entry as { digest: string; size?: number | null; ref?: string | null };
    return { path, digest, size: size ?? 0, ref: ref ?? null };
  });
}

/** @throws Refusal 400 unless this can be the name of a file in an artifact. */
export function checkPath(path: string): string {
  const fault = pathFaultOf(path);
  if (fault) throw new Refusal(400, `The file name ${JSON.stringify(path.slice(0, 100))} ${fault}.`);
  return path;
}

function pathFaultOf(path: string): string | null {
  if (path === '' || path.length > MAX_PATH_LENGTH) return `must have 1 to ${MAX_PATH_LENGTH} characters`;
  if (/^[/\\]|\0/.test(path) || path.split(/[/\\]/).includes('..'))
    return 'must be a path within the artifact, without ".."';
  return null;
}

function faultOf(path: string, entry: unknown): string | null {
  const fault = pathFaultOf(path);
  if (fault) return fault;
  if (!isRow(entry)) return 'must be an object';
  const { digest, size, ref } = entry;
  if (typeof digest !== 'string' || digest === '' || digest.length > MAX_TEXT_LENGTH) return 'must have a digest';
  if (size !== undefined && size !== null && !isCount(size)) return 'must have a size in bytes';
  if (ref !== undefined && ref !== null)
    return typeof ref === 'string' && ref.length <= MAX_TEXT_LENGTH ? null : 'must refer to an address';
  return isDigest(digest) ? null : 'must have an MD5 in base64 as its digest';
}
