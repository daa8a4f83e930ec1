import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isSpoorError, SpoorError } from '../../wire/index';
import { DiskBlobs } from '../files/disk-blobs';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { offlineRun } from './offline-run';
import { pathOf, type RunName, type RunSource } from './source';

/**
 * The runs of a data folder that no server has open.
 *
 * @throws SpoorError `folder-unusable`, `database-unusable`, `newer-database` or `missing-dependency`.
 */
export async function openFolder(data: string): Promise<RunSource> {
  // To open a store would make one.
  if (!existsSync(join(data, 'spoor.db'))) {
    throw new SpoorError(
      'folder-unusable',
      `There are no runs in ${resolve(data)}: say with --data where the server keeps its data.`,
    );
  }
  const store = await openStore(data, 'export');
  const blobs = new DiskBlobs(data);
  return {
    async list() {
      const names: RunName[] = [];
      for (const { id, entity, name: project } of store.projects.list(null)) {
        names.push(...store.runs.list(id).map(({ name }) => ({ entity, project, run: name })));
      }
      return names;
    },
    async open(name, listener) {
      const run = store.runs.find(name.entity, name.project, name.run);
      if (!run) throw new SpoorError('not-found', `There is no run ${pathOf(name)}.`);
      return offlineRun(store, blobs, run, listener);
    },
    close: () => store.close(),
  };
}

/**
 * Opens the store of a data folder for a command.
 *
 * @throws SpoorError `folder-unusable`, `database-unusable`, `newer-database` or `missing-dependency`.
 */
export async function openStore(data: string, verb: 'export' | 'import'): Promise<SqliteStore> {
  try {
    return await SqliteStore.open(data);
  } catch (error) {
    if (!isSpoorError(error) || !isBusy(error.cause)) throw error;
    throw new SpoorError(
      'folder-unusable',
      `A Spoor server has ${resolve(data)} open: stop it, or ${verb} through it with --server and its address, such as http://127.0.0.1:8080.`,
      { cause: error },
    );
  }
}

function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY');
}
