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
  const zip = makeZip(entries()).getReader();
  try {
    // Never cancelled: client-zip 2.5 answers that by throwing its reason, and leaves its file open.
    for (let part = await zip.read(); !part.done; part = await zip.read()) yield part.value;
  } finally {
    await open?.return(undefined);
  }
}
