import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import { count, inWords, object, orNothing, readShape, row, textWithin, thing } from '../ingest/schema';
import type { ManifestFile } from '../store/port/store';
import { badRequest, Refusal } from '../trouble/refusal';
import { isDigest } from './digest';

/** A manifest (version 1, W&B's `wandb-artifact-manifest-v1`); of its entries all that a client wrote is kept. */
export interface Manifest {
  contents: Record<string, Record<string, unknown>>;
  /** All else that it says. */
  head: Record<string, unknown>;
}

const MAX_PATH_LENGTH = 1024;
const MAX_TEXT_LENGTH = 4096;

const HEAD = object({ version: thing<1>('1', (version) => version === 1), contents: row });

const ENTRY = object({
  digest: textWithin(1, MAX_TEXT_LENGTH),
  size: orNothing(thing<number>('a size in bytes', count.check)),
  ref: orNothing(textWithin(0, MAX_TEXT_LENGTH)),
});

/** @throws Refusal 400, with a sentence that says what is wrong. */
export function parseManifest(text: string): Manifest {
  if (isTooDeep(text)) throw badRequest(`The manifest must be nested at most ${MAX_NESTING} deep.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, `The manifest is not JSON (${(cause as Error).message}).`, { cause });
  }
  readShape(HEAD, value, 'the manifest', badRequest);
  // As they are: all that a client wrote is kept, whatever its name.
  const { contents, ...head } = value as Manifest['head'] & { contents: Manifest['contents'] };
  return { head, contents };
}

export function formatManifest({ head, contents }: Manifest): string {
  return JSON.stringify({ ...head, contents });
}

/** The files of a manifest, checked: whoever downloads them makes paths of their names. */
export function filesOf({ contents }: Manifest): ManifestFile[] {
  return Object.entries(contents).map(([path, entry]) => {
    const fail = (sentence: string) =>
      badRequest(`The manifest's file ${JSON.stringify(path.slice(0, 100))} is not understood: ${sentence}`);
    requirePath(path, fail);
    const { digest, size, ref } = readShape(ENTRY, entry, 'its entry', fail);
    if (ref === undefined && !isDigest(digest))
      throw fail(`"digest" of its entry must be an MD5 in base64, not ${inWords(digest)}.`);
    return { path, digest, size: size ?? 0, ref: ref ?? null };
  });
}

/** @throws Refusal 400 unless this can be the name of a file in an artifact. */
export function checkPath(path: string): string {
  requirePath(path, (sentence) =>
    badRequest(`The file ${JSON.stringify(path.slice(0, 100))} is not taken: ${sentence}`),
  );
  return path;
}

function requirePath(path: string, fail: (sentence: string) => Error): void {
  if (path === '' || path.length > MAX_PATH_LENGTH)
    throw fail(`its name must have 1 to ${MAX_PATH_LENGTH} characters, not ${path.length}.`);
  if (/^[/\\]|\0/.test(path) || path.split(/[/\\]/).includes('..'))
    throw fail('its name must be a path within the artifact, without "..".');
}
