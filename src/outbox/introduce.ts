import { foldRow, NO_LINES, SUMMARY_FILE } from '../wire/index';
import type { Backend } from '../backend/backend';
import type { Journal, JournaledRun } from '../journal/index';
import { formatSummary } from './parcel';

/**
 * Makes the run known to the backend, and tells it what has changed of it: name, notes, tags, config, summary set by hand. Resolves with the run as
 * the journal then has it; undefined when the journal has lost it.
 *
 * A run that another browser began is asked for first, because our lines come after those that are there.
 */
export async function introduce(key: string, journal: Journal, backend: Backend): Promise<JournaledRun | undefined> {
  let run = await journal.load(key);
  if (!run) return undefined;
  if (run.base === null) {
    const status = await backend.resume(run.record);
    run = await journal.update(key, (stored) => {
      stored.base = status?.lines ?? { ...NO_LINES };
      if (!status) return;
      stored.record.config = { ...status.config, ...stored.record.config };
      stored.summary = foldRow(status.summary, stored.summary);
    });
  }
  if (run.identity && run.sentRevision >= run.revision) return run;

  const { revision } = run;
  const identity = await backend.upsert(run.record);
  if (Object.keys(run.pinned).length > 0) {
    await backend.send(identity, run.record.id, {
      files: { [SUMMARY_FILE]: { offset: 0, content: [formatSummary(run.summary, run.pinned)] } },
    });
  }
  return journal.update(key, (stored) => {
    stored.identity = identity;
    stored.sentRevision = Math.max(stored.sentRevision, revision);
  });
}
