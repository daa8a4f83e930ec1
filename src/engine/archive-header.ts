import { ARCHIVE_VERSION, formatLine, type ArchivedRun, type ArchiveHeader } from '../wire/index';
import type { JournaledRun } from '../journal/index';

/** Each field must be said, also one that a run may lack. */
type Written<T> = { [field in keyof Required<T>]: T[field] };

/** The first line of an archive. */
export function headerOf(run: JournaledRun, version: string): string {
  return formatLine({ spoor: ARCHIVE_VERSION, version, run: archived(run) } satisfies ArchiveHeader);
}

/**
 * The run under the names that files have: whoever renames a field of the journal is told by the compiler to go on
 * writing its old name here. What else the journal has of the run stands beside it, and is read by nobody.
 */
function archived(run: JournaledRun): Written<ArchivedRun> {
  const { record, identity, acknowledged, next, base, origin, openRow } = run;
  const { summary, counts, pinned, alerts, exitCode, updatedAt } = run;
  const { singletons, forkedFrom } = record;
  return {
    ...run,
    record: { ...record, singletons, forkedFrom },
    identity,
    acknowledged,
    next,
    base,
    origin,
    openRow,
    summary,
    counts,
    pinned,
    alerts,
    exitCode,
    updatedAt,
  };
}
