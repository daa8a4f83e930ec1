import { createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, SpoorError } from '../../wire/index';
import type { OfflineRun } from './offline-run';

const UNFINISHED = '.unfinished-';

/** Makes the folder that runs are written to, unless it is there. @throws SpoorError `folder-unusable`. */
export async function prepareTarget(target: string): Promise<void> {
  try {
    await mkdir(target, { recursive: true });
  } catch (cause) {
    throw unusable(target, cause);
  }
}

/** @throws SpoorError `folder-unusable` when the run has been exported there before and may not be replaced. */
export async function checkTarget(target: string, { folder }: OfflineRun, overwrite: boolean): Promise<void> {
  if (overwrite) return;
  const exists = await access(join(target, folder)).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new SpoorError(
      'folder-unusable',
      `${join(target, folder)} is there already: add --overwrite to replace it, or export to another folder.`,
    );
  }
}

/**
 * Writes an offline run into a folder, whole or not at all; one of the same name is replaced. `onFile` is told each
 * file that is done.
 *
 * @throws SpoorError `folder-unusable`.
 */
export async function writeRun(target: string, run: OfflineRun, onFile: () => void = () => undefined): Promise<void> {
  const unfinished = join(target, UNFINISHED + run.folder);
  try {
    await rm(unfinished, { recursive: true, force: true });
    for (const { path, modified, content } of run.files) {
      const file = join(unfinished, path);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(content(), createWriteStream(file, { flags: 'wx' }));
      await utimes(file, modified, modified);
      onFile();
    }
    await rm(join(target, run.folder), { recursive: true, force: true });
    await rename(unfinished, join(target, run.folder));
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    throw unusable(target, cause);
  }
}

function unusable(target: string, cause: unknown): unknown {
  // Only what the file system says is about the folder.
  if (!(cause instanceof Error && 'syscall' in cause)) return cause;
  return new SpoorError(
    'folder-unusable',
    `The folder ${target} cannot be written to (${messageOf(cause)}): choose another with --wandb.`,
    { cause },
  );
}
