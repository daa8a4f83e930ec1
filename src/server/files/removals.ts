import { messageOf } from '../../wire/index';
import type { Removal, Store } from '../store/port/store';
import { contentKey, runFileKey, runKey } from './blob-keys';
import type { Blobs } from './blobs';

interface Place {
  store: Pick<Store, 'removals'>;
  blobs: Blobs;
  report: (line: string) => void;
}

/**
 * Removes the bytes whose records are gone. The store has noted which those are, together with the end of the records,
 * so that a crash in between leaves them to the next start, and bytes that it merely does not know are never taken for
 * them.
 */
export async function carryOutRemovals({ store, blobs, report }: Place): Promise<void> {
  // One at a time: what is uploaded anew meanwhile is not to be removed any more.
  for (let removal = await store.removals.next(0); removal; removal = await store.removals.next(removal.id)) {
    try {
      await blobs.delete(keyOf(removal));
    } catch (error) {
      report(
        `What was deleted could not be removed from the disk, and is tried again at the next start: ${messageOf(error)}`,
      );
      continue;
    }
    await store.removals.done(removal.id);
  }
}

function keyOf(removal: Removal): string {
  if ('digest' in removal) return contentKey(removal.digest);
  return removal.name === null ? runKey(removal.run) : runFileKey(removal.run, removal.name);
}
