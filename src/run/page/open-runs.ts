import type { Run } from '../run';

const open = new Set<Run>();

/** Notes that a run is open in this page; returns what notes that it has ended. */
export function noteOpen(run: Run): () => void {
  open.add(run);
  return () => open.delete(run);
}

/** Everything that this page has logged so far, to whichever run, is in the journal. */
export async function flushOpenRuns(): Promise<void> {
  await Promise.all([...open].map((run) => run.flush()));
}
