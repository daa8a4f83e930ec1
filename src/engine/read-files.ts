import { messageOf, type ProblemCode } from '../wire/index';
import { type SavedFile } from '../thread/draft';
import type { RunFile } from '../journal/index';

/**
 * The bytes of files that the page has saved. One that cannot be read any more, because it has changed on disk, is
 * counted; the others stand.
 */
export async function readFiles(
  saved: SavedFile[],
  drop: (reason: ProblemCode, detail: string) => void,
): Promise<RunFile[]> {
  const files = await Promise.all(
    saved.map(async ({ path, blob }) => {
      try {
        return [{ path, type: blob.type, bytes: await blob.arrayBuffer() }];
      } catch (error) {
        drop('unreadable-file', `the file ${path}: ${messageOf(error)}`);
        return [];
      }
    }),
  );
  return files.flat();
}
