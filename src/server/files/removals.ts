import { messageOf } from '../../wire/index';
import type { ContentFolder } from './content-folder';
import type { RunFolder } from './run-folder';
import type { Removal, Store } from '../store/port/store';

interface Place {
  store: Store;
  files: RunFolder;
  contents: ContentFolder;
  report: (line: string) => void;
}

/**
 * Removes the bytes whose records are gone. The store has noted which those are, together with the end of the records,
 * so that a crash in between leaves them to the next start, and bytes that it merely does not know are never taken for
 * them.
 */
export async function carryOutRemovals({ store, files, contents, report }: Place): Promise<void> {
  // One at a time: what is uploaded anew meanwhile is not to be removed any more.
  for (let removal = await store.removals.next(0); removal; removal = await store.removals.next(removal.id)) {
    try {
      remove(removal, files, contents);
    } catch (error) {
      report(
        `What was deleted could not be removed from the disk, and is tried again at the next start: ${messageOf(error)}`,
      );
      continue;
    }
    await store.removals.done(removal.id);
  }
}

/** Synchronous, so that nothing can begin to use the bytes between the decision to remove them and their end. */
function remove(removal: Removal, files: RunFolder, contents: ContentFolder): void {
  if ('digest' in removal) contents.remove(removal.digest);
  else if (removal.name !== null) files.deleteFile(removal.run, removal.name);
  else files.delete(removal.run);
}
