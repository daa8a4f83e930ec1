import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { RunFolder } from './run-folder';
import type { Store } from './store/store';

/**
 * Brings run files and the store in line at the start, where a crash came between the two: bytes without a row are removed, and the row of a file
 * that was replaced says what is there now. New content of the same length as the old is not noticed: for that all bytes would have to be read.
 */
export async function reconcileFiles(store: Store, folder: RunFolder): Promise<void> {
  for (const run of folder.runs()) {
    const files = await store.files.list(run);
    folder.keep(
      run,
      files.map(({ name }) => name),
    );
    for (const file of files) {
      const path = folder.path(run, file.name);
      // Somebody may have removed it from the disk.
      const found = await stat(path).catch(() => null);
      if (!found || found.size === file.size) continue;
      await store.files.record(run, { ...file, size: found.size, md5: await md5Of(path), updatedAt: Math.floor(found.mtimeMs) });
    }
  }
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes);
  return hash.digest('base64');
}
