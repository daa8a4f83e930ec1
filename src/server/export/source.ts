import type { OfflineRun } from './offline-run';
import type { ExportListener } from './run-records';

/** Which run; plain names. */
export interface RunName {
  entity: string;
  project: string;
  run: string;
}

/** Where runs are exported from: a data folder, or a server that has one. */
export interface RunSource {
  /** All runs there are, those of one project together, the oldest first. */
  list(): Promise<RunName[]>;
  /** @throws SpoorError `not-found` when the run has gone. */
  open(name: RunName, listener: ExportListener): Promise<OfflineRun>;
  close(): void;
}

export function pathOf({ entity, project, run }: RunName): string {
  return `${entity}/${project}/${run}`;
}

/** Whether a run is meant by `entity/project/run`, `project/run` or `project`; without an entity, that of any. */
export function isMeant({ entity, project, run }: RunName, choice: string): boolean {
  return [project, `${project}/${run}`, `${entity}/${project}/${run}`].includes(choice);
}
