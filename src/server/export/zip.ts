import { makeZip } from 'client-zip';
import type { OfflineRun } from './offline-run';

/**
 * The run as a ZIP archive with one folder in it, made while it is read. Not compressed: media are already, and the
 * rest is cheap.
 */
export async function* zipOf({ folder, files }: OfflineRun): AsyncGenerator<Uint8Array> {
  let open: AsyncGenerator<Uint8Array> | undefined;
  function* entries() {
    for (const { path, modified, content } of files) {
      open = content();
      yield { name: `${folder}/${path}`, lastModified: modified, input: open };
    }
  }
  try {
    yield* makeZip(entries());
  } finally {
    // The archive lets go of a file only at its end, and a reader may have gone away before.
    await open?.return(undefined);
  }
}
