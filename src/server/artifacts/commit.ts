import { text } from 'node:stream/consumers';
import { Refusal } from '../trouble/refusal';
import type { Artifact, StoredManifest } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';
import { contentKey } from '../files/blob-keys';
import type { Blobs } from '../files/blobs';
import { artifactDigest, digestOf } from './digest';
import { keepContent } from './keep-content';
import { filesOf, formatManifest, parseManifest, type Manifest } from './manifest';

const MAX_MANIFEST_BYTES = 256 * 1024 * 1024;

interface Place {
  store: StoreView;
  blobs: Blobs;
  now: () => number;
}

/**
 * Makes a version of what a client has uploaded. Of full manifests the last one counts; increments are added to the
 * manifest of their base, and patches, which several runs have sent, to each other. Committing twice changes nothing.
 *
 * @throws Refusal 400 when the manifest or the content of a file is missing or wrong.
 */
export async function commitArtifact(artifact: Artifact, place: Place): Promise<Artifact> {
  if (artifact.state === 'COMMITTED') return artifact;
  const sent = (await place.store.contents.manifests(artifact.id)).filter(({ digest }) => digest !== '');
  const full = sent.findLast(({ type }) => type === 'FULL');
  const { manifest, digest } = full
    ? { manifest: await read(full, place), digest: full.digest }
    : await merge(artifact, sent, place);
  const files = filesOf(manifest);
  const content = { digest: full ? artifact.digest : artifactDigest(files), manifest: digest, files };
  return place.store.artifacts.commit(artifact.id, content, place.now());
}

/** Adds up what was sent in parts, and keeps the result as the full manifest. */
async function merge(
  artifact: Artifact,
  parts: StoredManifest[],
  place: Place,
): Promise<{ manifest: Manifest; digest: string }> {
  if (parts.length === 0)
    throw new Refusal(400, 'The artifact has no manifest: send one with createArtifactManifest, and commit again.');
  const { contents } = place.store;
  const whole: Manifest = { head: {}, contents: {} };
  for (const part of parts) {
    const base = part.baseId === null ? undefined : (await contents.manifests(part.baseId)).at(-1);
    for (const { head, contents: files } of [...(base ? [await read(base, place)] : []), await read(part, place)]) {
      whole.head = head;
      // Not `Object.assign`: a file may be called "__proto__".
      for (const [path, entry] of Object.entries(files))
        Object.defineProperty(whole.contents, path, { value: entry, ...PLAIN });
    }
  }
  const bytes = Buffer.from(formatManifest(whole));
  const digest = digestOf(bytes);
  // Named before it is there, so that it is never taken for content that nobody needs.
  await contents.addManifest({
    artifactId: artifact.id,
    name: 'wandb_manifest.json',
    type: 'FULL',
    baseId: null,
    digest,
  });
  await keepContent(place, digest, chunksOf(bytes));
  return { manifest: whole, digest };
}

const PLAIN = { enumerable: true, configurable: true, writable: true };

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function read({ digest }: StoredManifest, { store, blobs }: Place): Promise<Manifest> {
  const size = await store.contents.size(digest);
  if (size === null)
    throw new Refusal(
      400,
      'The manifest has not been uploaded: ask createArtifactManifest where to, and commit again.',
    );
  if (size > MAX_MANIFEST_BYTES)
    throw new Refusal(413, `The manifest is larger than ${MAX_MANIFEST_BYTES} bytes; make several artifacts.`);
  return parseManifest(await text(blobs.open(contentKey(digest))));
}
