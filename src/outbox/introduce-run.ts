import { mergeSingletons, NO_LINES, STREAM_NAMES, withOrigins, type RunRecord } from '../wire/index';
import type { Backend, ResumeStatus } from '../backend/backend';
import { isTooLarge } from './deliverables/index';
import type { Ledger, OwedRun } from './ledger';
import { parentFirst } from './parent-first';
import { summaryLine } from './summary-line';

/**
 * Makes the run known to the backend, and tells it what has changed of it: name, notes, tags, config, summary set by
 * hand. Resolves with the run as the journal then has it; undefined when the journal has lost it.
 *
 * A run that another browser has written is asked for first, because our lines come after those that are there; so is a
 * fork, once it is made. A config or a summary that the backend refuses as too large is left out, and said to
 * `onTooLarge`: the rows must not wait for it.
 */
export async function introduceRun(
  key: string,
  journal: Ledger,
  backend: Backend,
  onTooLarge: (what: string) => void = () => undefined,
): Promise<OwedRun | undefined> {
  let run = await journal.load(key);
  if (!run) return undefined;
  while (run.base === null) {
    const { writer } = run;
    const status = await statusOf(run, journal, backend, onTooLarge);
    run = await journal.update(key, (stored) => {
      // A page that is back and one that adopts may both deliver the run: what the other has sent since it asked is not
      // to be counted as somebody else's.
      if (stored.base === null && stored.writer === writer) continueAfter(stored, status);
    });
  }
  if (run.identity && run.sentRevision >= run.revision) return run;

  const { revision } = run;
  const { record, origins } = run;
  const identity = await upsert(backend, withOrigins(record, origins), onTooLarge);
  if (run.summaryLine || Object.keys(run.pinned).length + Object.keys(run.summary).length > 0) {
    const summary = summaryLine(run);
    await unlessTooLarge(
      () => backend.send(identity, record.id, { summary }),
      () => onTooLarge('the summary'),
    );
  }
  return journal.update(key, (stored) => {
    stored.identity = identity;
    stored.sentRevision = Math.max(stored.sentRevision, revision);
    // The backend takes the run for running again: its end, or that its page is gone, has to be said once more.
    stored.exitSent = false;
    stored.interruptedAt = null;
  });
}

/**
 * What the backend has of the run. A fork that it does not know is made: then it says how many lines it has given it.
 */
async function statusOf(
  run: OwedRun,
  journal: Ledger,
  backend: Backend,
  onTooLarge: (what: string) => void,
): Promise<ResumeStatus | null> {
  const { record, identity } = run;
  const isNewFork = record.forkedFrom !== undefined && identity === null;
  if (isNewFork) await parentFirst(run, journal);
  const status = await backend.resume(record);
  if (status || !isNewFork) return status;
  await upsert(backend, record, onTooLarge);
  return backend.resume(record);
}

/**
 * Puts our lines after those that the backend has, and our config over its own. Null is a backend that does not know
 * the run.
 */
export function continueAfter(run: OwedRun, status: ResumeStatus | null): void {
  const end = status?.lines ?? NO_LINES;
  const imported = run.origin === undefined ? undefined : status?.origins?.[run.origin];
  run.base = { ...NO_LINES };
  for (const stream of STREAM_NAMES) run.base[stream] = imported?.[stream] ?? end[stream] - run.acknowledged[stream];
  run.origins = run.origin === undefined ? status?.origins : { ...status?.origins, [run.origin]: run.base };
  if (!status) return;
  run.record.config = { ...status.config, ...run.record.config };
  run.record.forkedFrom = status.forkedFrom;
  const own = new Set(run.record.metrics.map(({ name }) => name));
  run.record.metrics = [...status.metrics.filter(({ name }) => !own.has(name)), ...run.record.metrics];
  run.record.singletons = mergeSingletons(status.singletons, run.record.singletons);
  // It has all that we have sent, and what another browser has sent after us.
  run.summary = status.summary;
}

async function upsert(
  backend: Backend,
  record: RunRecord,
  onTooLarge: (what: string) => void,
): ReturnType<Backend['upsert']> {
  const whole = await unlessTooLarge(
    () => backend.upsert(record),
    () => onTooLarge('the config'),
  );
  return whole ?? backend.upsert({ ...record, config: {} });
}

/** Does it, or resolves with undefined when the backend finds it too large. */
async function unlessTooLarge<T>(send: () => Promise<T>, onTooLarge: () => void): Promise<T | undefined> {
  try {
    return await send();
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    onTooLarge();
    return undefined;
  }
}
