import { ARCHIVE_SUFFIX, makeRunId, runKey, SpoorError } from '../wire/index';
import { describe, STRING } from '../values/index';
import { connect, disconnect } from '../thread/connect';
import type { StoredRunRecord } from '../thread/contract';
import type { Connection } from '../thread/spawn';
import { forgetLastWordsOf } from './page/last-words';
import { flushOpenRun, HERE } from './page/open-runs';
import { resolveBaseUrl, type InitOptions } from './options';
import { HANDOVER_MS, own } from './page/ownership';
import type { Run } from './run';
import { answerToken } from './token';

/**
 * A run as this browser holds it. Rows and files are forgotten as soon as the server has them; the run itself a week
 * after it was last used.
 */
export interface StoredRun {
  /** What programs call the run; `init({ project, id })` continues it. */
  id: string;
  /** The project that it is in. */
  project: string;
  /** Whose it is; null when `init` was not told. */
  entity: string | null;
  /** The server that it is meant for. */
  baseUrl: string;
  /** What people call it; null when `init` was not told. */
  name: string | null;
  /** When it began. */
  startTime: Date;
  /** The last sign of life of its page. */
  updatedAt: Date;
  /** Null as long as nobody has called `finish`. */
  exitCode: number | null;
  /** Whether the server has all of it. */
  delivered: boolean;
  /** What waits for the server; `bytes` is about right. */
  waiting: {
    /** Rows that the server has not acknowledged. */
    rows: number;
    /** Pictures and other files that are not uploaded. */
    files: number;
    /** What both take in this browser. */
    bytes: number;
  };
}

/**
 * All runs that this browser holds for this origin, the latest first.
 *
 * @throws SpoorError `storage-failed` or `worker-failed` when the journal cannot be read.
 * @example for (const run of await runs()) console.log(run.project, run.id, run.waiting.rows);
 */
export function runs(source: Pick<InitOptions, 'workerUrl'> = {}): Promise<StoredRun[]> {
  return withEngine(source, async (connection) => (await connection.engine.list()).map(listed));
}

/**
 * Forgets a run in this browser, with everything of it that the server does not have. What the server has stays there.
 *
 * @param run one of `runs()`, or a `Run` that has been finished.
 * @throws SpoorError `bad-option` when it is not a run; `run-in-use` when this or another page has the run open: finish
 * it first; `storage-failed` or `worker-failed` when the journal cannot be written.
 * @example for (const run of await runs()) if (run.delivered) await deleteRun(run);
 */
export async function deleteRun(
  run: Run | Pick<StoredRun, 'id' | 'project' | 'entity' | 'baseUrl'>,
  source: Pick<InitOptions, 'workerUrl'> = {},
): Promise<void> {
  const key = keyOf('deleteRun()', run);
  // The lock says so too, but not where a page has no Web Locks.
  if ((run as Partial<Run>).status?.().state === 'running') throw new SpoorError('run-in-use', HERE);
  await withEngine(source, async ({ engine }) => {
    // A page that is just going away may still hold it.
    const ownership = await own(key, HANDOVER_MS);
    try {
      forgetLastWordsOf(key);
      await engine.remove(key);
    } finally {
      ownership.release();
    }
  });
}

/**
 * All that this browser holds of a run, as a file to keep or to send to somebody: with a server, `spoor import FILE` or
 * the dashboard takes it. It has the rows, the console, media and files that no server has yet, and what describes the
 * run. It works offline, and for a run that is open too, as far as it has come.
 *
 * @param run a `Run`, or one of `runs()`.
 * @throws SpoorError `bad-option` when it is not a run; `no-run` when this browser does not hold it; `storage-failed`
 * or `worker-failed` when the journal cannot be read.
 * @example
 * const file = await exportRun(run);
 * link.href = URL.createObjectURL(file);
 * link.download = file.name;
 */
export async function exportRun(
  run: Run | Pick<StoredRun, 'id' | 'project' | 'entity' | 'baseUrl'>,
  source: Pick<InitOptions, 'workerUrl'> = {},
): Promise<File> {
  const key = keyOf('exportRun()', run);
  await flushOpenRun(key);
  const archive = await withEngine(source, ({ engine }) => engine.export(key));
  return new File([archive], `${run.project}-${run.id}${ARCHIVE_SUFFIX}`, { type: 'application/octet-stream' });
}

/**
 * Delivers what waits in this browser for a server, of all runs that no page has open: on a button, say, or when a page
 * starts that logs nothing itself. (A page with an open run does that by itself.) Resolves with the number of runs that
 * were delivered and that still wait.
 *
 * @param options which server, and how to write to it; as for `init`.
 * @throws SpoorError `bad-option` when `baseUrl` is not an address; or with the first problem, such as `unreachable` or
 * `unauthorized`: the other runs were tried all the same.
 * @example
 * const { delivered, waiting } = await sync();
 * console.log(`${delivered} runs delivered, ${waiting} still wait`);
 */
export function sync({
  baseUrl,
  token,
  ...source
}: Pick<InitOptions, 'baseUrl' | 'token' | 'workerUrl'> = {}): Promise<{
  delivered: number;
  waiting: number;
}> {
  return withEngine(source, async (connection) => {
    const asker = `sync:${makeRunId()}`;
    const unfollow = connection.follow((event) => {
      if (event.type === 'token' && event.to === asker) void answerToken(connection, event, token);
    });
    try {
      return await connection.engine.deliver({
        asker,
        baseUrl: resolveBaseUrl(baseUrl),
        hasToken: token !== undefined,
      });
    } finally {
      unfollow();
    }
  });
}

/** What the journal calls the run. A `Run` says so itself: its `entity` is that of the server, once it is known. */
function keyOf(caller: string, run: Parameters<typeof exportRun>[0]): string {
  const { key, id, project, baseUrl } = Object(run) as Partial<Run & StoredRun>;
  if (key !== undefined) return key;
  if ([id, project, baseUrl].every(STRING.is)) return runKey(run as StoredRun);
  throw new SpoorError('bad-option', `${caller} must be given a run, such as one of runs(), not ${describe(run)}.`);
}

async function withEngine<T>(
  { workerUrl }: Pick<InitOptions, 'workerUrl'>,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(workerUrl, () => undefined);
  try {
    return await work(connection);
  } finally {
    await disconnect(connection);
  }
}

function listed({ record, exitCode, updatedAt, isDelivered, waiting }: StoredRunRecord): StoredRun {
  const { id, project, entity, baseUrl, name, startTime } = record;
  return {
    id,
    project,
    entity,
    baseUrl,
    name,
    startTime: new Date(startTime),
    updatedAt: new Date(updatedAt),
    exitCode,
    delivered: isDelivered,
    waiting,
  };
}
