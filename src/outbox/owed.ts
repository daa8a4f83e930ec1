import { STREAM_NAMES } from '../wire/index';
import type { JournaledRun } from '../journal/index';

/**
 * Whether the backend lacks anything of a run whose page is gone. Files are asked for apart: they have a store of their
 * own.
 */
export function isOwed(run: JournaledRun): boolean {
  return (
    run.sentRevision < run.revision ||
    run.openRow !== null ||
    run.alerts.length > 0 ||
    (run.exitCode !== null && !run.exitSent) ||
    STREAM_NAMES.some((stream) => run.acknowledged[stream] < run.next[stream])
  );
}

/**
 * Whether the run has not ended, and the backend has not been told that its page is gone. Of an open run it is true as
 * well.
 */
export function isInterrupted(run: Pick<JournaledRun, 'exitCode' | 'interruptedAt' | 'updatedAt'>): boolean {
  return run.exitCode === null && run.interruptedAt !== run.updatedAt;
}
