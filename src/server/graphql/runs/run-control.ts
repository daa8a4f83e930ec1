import type { RunState } from '../../../wire/index';
import { entityOf, requireProject } from '../../access/caller';
import { Refusal } from '../../trouble/refusal';
import { findRun, noRunWithId, runWithNumber } from '../../runs/find-run';
import { refuseMove, stateOf } from '../../runs/run-state';
import type { Context, Part } from '../context';
import { localId } from '../global-id';

async function updateRunState(
  _source: unknown,
  { input }: { input: { id: string; state: string } },
  { site }: Context,
) {
  const run = await runWithNumber(site.store, localId('Run', input.id));
  if (run.sweep !== null)
    throw new Refusal(
      400,
      'The state of a run of a sweep cannot be changed, because the sweep gives its runs to agents itself: stop the run, or change the sweep.',
    );
  const reason = refuseMove(stateOf(run, site.now()), input.state);
  if (reason !== null) throw new Refusal(400, reason);
  await site.runs.setState(run.id, input.state as RunState);
  return { success: true };
}

async function stopRun(_source: unknown, { input }: { input: { id: string } }, { site }: Context) {
  const run = await runWithNumber(site.store, localId('Run', input.id));
  await site.runs.requestStop(run.id);
  return { success: true };
}

interface DeleteRunInput {
  id: string;
  deleteArtifacts?: boolean | null;
  clientMutationId?: string | null;
}

/** Deletes a run for good; one that is deleted already is passed over, as when two people press delete. */
async function deleteRun(_source: unknown, { input }: { input: DeleteRunInput }, { site }: Context) {
  const answer = { clientMutationId: input.clientMutationId ?? null };
  const id = localId('Run', input.id);
  if (id === null) throw noRunWithId();
  const run = await site.store.runs.byId(id);
  if (run) await site.runs.delete(run, { withArtifacts: input.deleteArtifacts ?? false });
  return answer;
}

interface RewindRunInput {
  runName: string;
  entityName?: string | null;
  projectName?: string | null;
  metricName: string;
  metricValue: number;
}

/** Forgets what was logged after a step, so that the run can go on from there. */
async function rewindRun(_source: unknown, { input }: { input: RewindRunInput }, { site, caller }: Context) {
  const { runName, projectName, metricName, metricValue } = input;
  const entity = entityOf(caller, input.entityName);
  requireProject(caller, entity, projectName ?? '');
  const run = await findRun(site.store, { entity, project: projectName ?? '', name: runName });
  if (metricName !== '_step')
    throw new Refusal(400, `A run must be rewound to a value of "_step", not of ${JSON.stringify(metricName)}.`);
  return { rewoundRun: await site.runs.rewind(run.id, metricValue) };
}

/** What is done to runs from outside: ending, stopping, deleting, rewinding them. */
export const runControlPart: Part = {
  sdl: `
    extend type Mutation {
      updateRunState(input: UpdateRunStateInput!): SuccessPayload
      stopRun(input: StopRunInput!): SuccessPayload
      deleteRun(input: DeleteRunInput!): DeleteRunPayload
      rewindRun(input: RewindRunInput!): RewindRunPayload
    }
    input UpdateRunStateInput { id: ID! state: String! clientMutationId: String }
    input StopRunInput { id: ID! clientMutationId: String }
    input DeleteRunInput { id: ID! deleteArtifacts: Boolean clientMutationId: String }
    type DeleteRunPayload { clientMutationId: String }
    input RewindRunInput {
      runName: String! entityName: String projectName: String metricName: String! metricValue: Float! clientMutationId: String
    }
    type RewindRunPayload { rewoundRun: Run }
  `,
  resolvers: { Mutation: { updateRunState, stopRun, deleteRun, rewindRun } },
};
