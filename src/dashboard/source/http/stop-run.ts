import type { RunPath } from '../source';
import { query } from './graphql';
import { noSuchRun } from './runs';

const RUN_ID = `query RunId($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { id } }
}`;

const STOP_RUN = `mutation StopRun($id: ID!) { stopRun(input: { id: $id }) { success } }`;

/** Asks a run to stop, which the server knows by an id of its own there. */
export async function askToStop({ entity, project, run }: RunPath): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  const found = await query<{ project: { run: { id: string } | null } | null }>(
    RUN_ID,
    { entity, project, run },
    signal,
  );
  const id = found.project?.run?.id;
  if (id === undefined) throw noSuchRun({ entity, project, run });
  await query(STOP_RUN, { id }, signal);
}
