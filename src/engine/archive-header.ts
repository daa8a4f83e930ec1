import { ARCHIVE_VERSION, formatLine, type ArchivedRecord, type ArchivedRun, type ArchiveHeader } from '../wire/index';
import type { JournaledRun } from '../journal/index';

/**
 * What a file reads of a run, where the journal has each field under the name of the file, also those that a run may
 * lack. Whoever renames one is told by the compiler, and writes here its old name beside `...run`: files that exist,
 * and servers that read them, know no other.
 */
type UnderItsName = [keyof ArchivedRun, keyof ArchivedRecord] extends [keyof JournaledRun, keyof JournaledRun['record']]
  ? ArchivedRun
  : never;

/** The first line of an archive. What else the journal has of the run stands beside it, and is read by nobody. */
export function headerOf(run: JournaledRun, version: string): string {
  return formatLine({ spoor: ARCHIVE_VERSION, version, run: run satisfies UnderItsName } satisfies ArchiveHeader);
}
