import { runFileKey } from '../files/blob-keys';
import type { Blobs } from '../files/blobs';
import type { ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';
import { safePaths, safeSegment } from './file-path';
import { runRecords, startOf, type ExportListener } from './run-records';
import { transactionLog } from './transaction-log';

/** A run as W&B's client would have left it offline: a folder that `wandb sync` takes. */
export interface OfflineRun {
  /** `offline-run-YYYYMMDD_HHMMSS-<id>`, in local time, as W&B has it. */
  folder: string;
  /** How many lines the log holds, of all streams. */
  lines: number;
  /** The log first, then the run's files. */
  files: OfflineFile[];
}

export interface OfflineFile {
  /** Within the folder, with `/` between its parts; it never leads out. */
  path: string;
  /** The run file that it is; null for the log. */
  name: string | null;
  modified: Date;
  /** Its bytes. Who stops reading before the end says so with `return()`. */
  content: () => AsyncGenerator<Uint8Array>;
}

/** Makes an offline run of a stored one. Nothing is read before a file's content is asked for. */
export async function offlineRun(
  store: StoreView,
  blobs: Blobs,
  run: ServerRun,
  listener: ExportListener = {},
): Promise<OfflineRun> {
  const startTime = await startOf(store, run);
  const stored = await kept(await store.files.list(run.id), (name) => blobs.stat(runFileKey(run.id, name)));
  const paths = safePaths(stored.map(({ name }) => name));
  const { folder: name, log } = offlineNames(run.name, startTime);
  const records = { startTime, files: [...paths.values()] };
  const { history, events, output } = run.lineCounts;
  return {
    folder: name,
    lines: history + events + output,
    files: [
      {
        path: log,
        name: null,
        modified: new Date(run.updatedAt),
        content: () => transactionLog(runRecords(store, run, records, listener)),
      },
      ...stored.map((file) => ({
        path: `files/${paths.get(file.name)!}`,
        name: file.name,
        modified: new Date(file.updatedAt),
        content: () => bytesOf(blobs, runFileKey(run.id, file.name)),
      })),
    ],
  };
}

/** The bytes under a key; nothing is opened before the first of them is asked for. */
export async function* bytesOf(blobs: Blobs, key: string): AsyncGenerator<Uint8Array> {
  yield* blobs.open(key) as AsyncIterable<Uint8Array>;
}

/** What W&B calls the folder of an offline run, and the log in it. */
export function offlineNames(run: string, startTime: number): { folder: string; log: string } {
  const id = safeSegment(run);
  const start = new Date(startTime * 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${start.getFullYear()}${two(start.getMonth() + 1)}${two(start.getDate())}`;
  const time = `${two(start.getHours())}${two(start.getMinutes())}${two(start.getSeconds())}`;
  return { folder: safeSegment(`offline-run-${day}_${time}-${id}`), log: safeSegment(`run-${id}.wandb`) };
}

/** A file may have been announced to the table by an upload whose bytes a crash has taken. */
async function kept<File extends { name: string }>(
  files: File[],
  statOf: (name: string) => Promise<object | null>,
): Promise<File[]> {
  const found = await Promise.all(files.map(({ name }) => statOf(name)));
  return files.filter((_, index) => found[index] !== null);
}
