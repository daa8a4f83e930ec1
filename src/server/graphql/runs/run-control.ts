import type { RunState } from '../../../wire/index';
import { entityOf, requireProject } from '../../access/caller';
import { Refusal } from '../../trouble/refusal';
import { carryOutRemovals } from '../../files/removals';
import { refuseMove, stateOf } from '../../runs/run-state';
import type { ServerRun } from '../../store/port/store';
import type { Context, Part } from '../context';
import { localId } from '../global-id';

async function runWith(id: string, { site }: Context): Promise<ServerRun> {
  const number = localId('Run', id);
  const run = number === null ? null : await site.store.runs.byId(number);
  if (!run) throw noSuchRun();
  return run;
}

function noSuchRun(): Refusal {
  return new Refusal(404, 'There is no run with this id; it may have been deleted.');
}

async function updateRunState(_source: unknown, { input }: { input: { id: string; state: string } }, context: Context) {
  const run = await runWith(input.id, context);
  const { site } = context;
  if (run.sweep !== null)
    throw new Refusal(
      400,
      'This run belongs to a sweep, which gives its runs to agents itself: its state cannot be changed.',
    );
  const reason = refuseMove(stateOf(run, site.now()), input.state);
  if (reason !== null) throw new Refusal(400, reason);
  await site.store.runs.setState(run.id, input.state as RunState, null, site.now());
  context.site.live.changed(run);
  return { success: true };
}

async function stopRun(_source: unknown, { input }: { input: { id: string } }, context: Context) {
  const run = await runWith(input.id, context);
  await context.site.store.runs.requestStop(run.id, context.site.now());
  context.site.live.changed(run);
  return { success: true };
}

interface DeleteRunInput {
  id: string;
  deleteArtifacts?: boolean | null;
  clientMutationId?: string | null;
}

/** Deletes a run for good; one that is deleted already is passed over, as when two people press delete. */
async function deleteRun(_source: unknown, { input }: { input: DeleteRunInput }, context: Context) {
  const { store } = context.site;
  const answer = { clientMutationId: input.clientMutationId ?? null };
  const id = localId('Run', input.id);
  if (id === null) throw noSuchRun();
  const run = await store.runs.byId(id);
  if (!run) return answer;
  if (input.deleteArtifacts) {
    for (const { id, runId } of await store.artifacts.ofRun(run.id, 'output'))
      if (runId === run.id) await store.artifacts.delete(id);
    await store.contents.forgetUnused();
  }
  await store.runs.delete(run.id);
  await carryOutRemovals(context.site);
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
  const run = await site.store.runs.find(entity, projectName ?? '', runName);
  if (!run) throw new Refusal(404, `There is no run ${runName} to rewind.`);
  if (metricName !== '_step') throw new Refusal(400, 'A run can be rewound to a _step only.');
  await site.store.rewind(run.id, metricValue, site.now());
  await site.store.runs.reopen(run.id, site.now());
  const rewound = (await site.store.runs.byId(run.id))!;
  site.live.changed(rewound);
  return { rewoundRun: rewound };
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
