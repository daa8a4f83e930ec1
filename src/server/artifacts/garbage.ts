import type { Store } from '../store/store';
import type { ContentFolder } from './content-folder';

/** An artifact that was begun and not committed for so long will not be: its client has long given up. */
const ABANDONED_MS = 7 * 24 * 3600 * 1000;

/** Removes content that nothing names any more. */
export async function removeForgotten(store: Store, contents: ContentFolder): Promise<void> {
  for (const digest of await store.contents.forgetUnused()) contents.remove(digest);
}

/**
 * Brings store and folder in line at the start: also removes artifacts that were never committed, and content that a crash has left
 * between folder and store.
 */
export async function removeUnused(store: Store, contents: ContentFolder, now: number): Promise<void> {
  await store.artifacts.deleteAbandoned(now - ABANDONED_MS);
  await removeForgotten(store, contents);
  for (const digest of contents.digests()) if ((await store.contents.size(digest)) === null) contents.remove(digest);
}
