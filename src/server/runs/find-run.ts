import type { ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';
import { Refusal } from '../trouble/refusal';
import type { RunPath } from './runs';

/** What a sender is to do that writes to a run which does not exist. */
export const CREATE_FIRST = 'create it with upsertBucket first';

type Place = Pick<StoreView, 'runs'>;

/**
 * The run of this name.
 *
 * @param advice what whoever asks is to do where there is none.
 * @throws Refusal 404
 */
export async function findRun({ runs }: Place, path: RunPath, advice?: string): Promise<ServerRun> {
  const run = await runs.find(path.entity, path.project, path.name);
  if (!run) throw noSuchRun(path, advice);
  return run;
}

/** The run with this number, which is null where an id was sent that no run can have. @throws Refusal 404 */
export async function runWithNumber({ runs }: Place, number: number | null): Promise<ServerRun> {
  const run = number === null ? null : await runs.byId(number);
  if (!run) throw noRunWithId();
  return run;
}

export function noRunWithId(): Refusal {
  return new Refusal(404, 'There is no run with this id; it may have been deleted.');
}

export function noSuchRun({ entity, project, name }: RunPath, advice?: string): Refusal {
  return new Refusal(404, `There is no run ${entity}/${project}/${name}${advice === undefined ? '' : `; ${advice}`}.`);
}
