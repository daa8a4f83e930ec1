import { NO_LINES, runKey, type LineCounts } from '../wire/index';
import type { ResumeStatus } from '../backend/backend';
import { runTaken, type Journal, type JournaledRun } from '../journal/index';
import { continueAfter } from '../outbox/introduce-run';
import type { OpenRequest } from '../thread/contract';

/**
 * Takes a run in the journal for the page that opens it.
 *
 * @param known the run as the journal has it.
 * @param status what the backend has of it, where it was asked.
 * @throws SpoorError `run-taken` when another page has opened the run since.
 */
export async function claimRun(
  journal: Journal,
  { record, writer, isNew, again }: OpenRequest,
  known: JournaledRun | undefined,
  status: ResumeStatus | null,
): Promise<JournaledRun> {
  const key = runKey(record);
  // The backend gives a fork lines of its own.
  const base: LineCounts | null = isNew && !record.forkedFrom ? { ...NO_LINES } : null;
  let run = again && known ? known : await journal.claim(record, writer, base);
  // A journal in memory has ended with its worker: what comes now goes behind what the server has.
  if (again && !known)
    run = await journal.update(
      key,
      (stored) => void Object.assign(stored, { next: { ...again }, acknowledged: { ...again } }),
    );
  if (run.writer !== writer) throw runTaken(run.record.id);
  if (!status) return run;
  return journal.update(key, (stored) => {
    continueAfter(stored, status);
    stored.step = status.step;
    stored.identity = status.identity;
  });
}
