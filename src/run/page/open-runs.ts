import type { Run } from '../run';

const open = new Set<Run>();

/** How long rows may take to the journal. Where it has no room they wait in this page until the server has taken others. */
const PATIENCE_MS = 2_000;

/** Notes that a run is open in this page; returns what notes that it has ended. */
export function noteOpen(run: Run): () => void {
  open.add(run);
  return () => open.delete(run);
}

/** What this page has logged of a run so far is in the journal, or as much of it as can be soon. */
export async function flushOpenRun(key: string): Promise<void> {
  const run = [...open].find((other) => other.key === key);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([run?.flush(), patience]).catch(() => undefined);
}
