import type { Entry, Journal } from '../journal/index';

export const NO_ROOM =
  'This browser has no room left. Rows wait in memory until there is some: free disk space, or let the page reach its server.';

/** Whether the browser has refused a write for want of room. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** Gives up the largest file that waits, of the entry or of the journal, and says which; null when there is none. */
export async function shedLargestFile(journal: Journal, key: string, entry: Entry): Promise<{ key: string; path: string } | null> {
  const { files, saved = [] } = entry;
  const own = [...files, ...saved].toSorted((a, b) => b.bytes.byteLength - a.bytes.byteLength)[0];
  const stored = await journal.largestFile();
  if (own && own.bytes.byteLength >= (stored?.file.bytes.byteLength ?? 0)) {
    entry.files = files.filter((file) => file !== own);
    entry.saved = saved.filter((file) => file !== own);
    return { key, path: own.path };
  }
  if (!stored) return null;
  await journal.removeFile(stored.key, stored.file);
  return { key: stored.key, path: stored.file.path };
}
