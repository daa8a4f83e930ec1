import { runKey, type RunRecord } from '../wire/index';
import type { Journal, JournaledRun } from '../journal/index';
import { isOwed } from '../outbox/is-owed';
import type { StoredRunRecord } from '../thread/contract';

/**
 * How long a run is remembered after its last sign of life when all of it is delivered: it can be resumed without
 * asking the server where it ends.
 */
const RETENTION_MS = 7 * 24 * 60 * 60_000;

/** What the journal holds, as people see it; the latest first. */
export async function listRuns(journal: Journal): Promise<StoredRunRecord[]> {
  const runs = await Promise.all((await journal.all()).map((run) => describe(journal, run)));
  return runs.sort((a, b) => b.updatedAt - a.updatedAt);
}

/** The runs of a project that this browser has begun and not ended, the latest first. */
export async function unfinishedRuns(
  journal: Journal,
  project: Pick<RunRecord, 'baseUrl' | 'entity' | 'project'>,
): Promise<RunRecord[]> {
  const runs = (await journal.all())
    .filter(({ exitCode }) => exitCode === null)
    .sort((a, b) => b.updatedAt - a.updatedAt);
  return runs
    .map(({ record }) => record)
    .filter((record) => runKey({ ...record, id: '' }) === runKey({ ...project, id: '' }));
}

/** Forgets delivered runs that nobody has touched for long. */
export async function forgetOldRuns(journal: Journal, now: number): Promise<void> {
  for (const run of await journal.all()) {
    if (now - run.updatedAt >= RETENTION_MS && !(await isOwed(journal, run))) await journal.remove(run.key);
  }
}

async function describe(journal: Journal, run: JournaledRun): Promise<StoredRunRecord> {
  const paths = await journal.filePaths(run.key);
  const { record, exitCode, updatedAt, waitingBytes, next, acknowledged } = run;
  return {
    record: { ...record, name: record.name ?? run.identity?.displayName ?? null },
    exitCode,
    updatedAt,
    isDelivered: !(await isOwed({ filePaths: () => Promise.resolve(paths) }, run)),
    waiting: {
      rows: next.history - acknowledged.history + (run.openRow ? 1 : 0),
      files: paths.length,
      bytes: waitingBytes,
    },
  };
}
