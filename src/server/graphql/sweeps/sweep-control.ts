import { randomInt } from 'node:crypto';
import { parseRow, checkName, makeRunId } from '../../../wire/index';
import { entityOf } from '../../access/caller';
import { Refusal } from '../../trouble/refusal';
import { isAtWork } from '../../runs/run-state';
import type { StoredSweep, SweepState } from '../../store/port/store';
import { commandsFor } from '../../sweeps/commands';
import { readPlan } from '../../sweeps/plan';
import type { Context, Part } from '../context';
import { localId } from '../global-id';
import { chooseRuns } from '../runs/run-choice';

const STATES: readonly SweepState[] = ['RUNNING', 'PAUSED', 'FINISHED', 'CANCELED'];

interface UpsertSweepInput {
  id?: string | null;
  config?: string | null;
  description?: string | null;
  displayName?: string | null;
  entityName?: string | null;
  projectName?: string | null;
  state?: string | null;
  controller?: string | null;
  launchScheduler?: string | null;
  priorRunsFilters?: string | null;
}

async function upsertSweep(_source: unknown, { input }: { input: UpsertSweepInput }, context: Context) {
  if (input.controller ?? input.launchScheduler) {
    throw new Refusal(
      400,
      'This server chooses the parameters itself: leave out the controller, and the launch scheduler.',
    );
  }
  const sweep = input.id ? await changeSweep(input.id, input, context) : await createSweep(input, context);
  const plan = readPlan(sweep.config);
  const warnings = input.config ? plan.warnings : [];
  if (input.priorRunsFilters && sweep.priorRuns.length === 0)
    warnings.push('No run of the project is one of the prior runs.');
  else if (input.priorRunsFilters && plan.method !== 'grid')
    warnings.push('This server chooses at random: prior runs do not change what it chooses.');
  return { sweep, configValidationWarnings: warnings };
}

/** The runs of the project that fit the filters; null when there are no filters. */
async function priorRuns(
  project: number,
  filters: string | null | undefined,
  { site }: Context,
): Promise<number[] | null> {
  if (!filters) return null;
  return (await chooseRuns(site.store.runs, project, { filters }, site.now())).map(({ id }) => id);
}

async function createSweep(input: UpsertSweepInput, context: Context): Promise<StoredSweep> {
  const { site, caller } = context;
  if (!input.config) throw new Refusal(400, 'A new sweep must have a config, in YAML: send it as "config".');
  const { name, description } = readPlan(input.config);
  const entity = checkName('entity', entityOf(caller, input.entityName));
  const { project } = await site.store.projects.upsert(
    entity,
    checkName('project', input.projectName || 'uncategorized'),
    null,
    site.now(),
  );
  const draft = {
    config: input.config,
    description: input.description ?? description,
    displayName: input.displayName ?? name,
    seed: randomInt(2 ** 32),
    priorRuns: (await priorRuns(project.id, input.priorRunsFilters, context)) ?? [],
  };
  return site.store.sweeps.create(project.id, makeRunId(), draft, site.now());
}

async function changeSweep(id: string, input: UpsertSweepInput, context: Context): Promise<StoredSweep> {
  const { store, runs, now } = context.site;
  const number = localId('Sweep', id);
  const sweep = number === null ? null : await store.sweeps.byId(number);
  if (!sweep) throw new Refusal(404, 'There is no sweep with this id; it may have been deleted.');
  const state = input.state ? STATES.find((known) => known === input.state) : null;
  if (state === undefined)
    throw new Refusal(
      400,
      `The state of a sweep must be one of ${STATES.join(', ')}, not ${JSON.stringify(input.state)}.`,
    );
  const { config = null, description = null, displayName = null } = input;
  if (config !== null) readPlan(config);
  const prior = await priorRuns(sweep.projectId, input.priorRunsFilters, context);
  await store.sweeps.update(sweep.id, { config, description, displayName, state, priorRuns: prior }, now());
  if (state === 'CANCELED') {
    const running = (await store.runs.list(sweep.projectId)).filter(
      (run) => run.sweep === sweep.name && isAtWork(run, now()),
    );
    for (const run of running) await runs.requestStop(run.id);
  }
  return (await store.sweeps.byId(sweep.id))!;
}

interface CreateAgentInput {
  host: string;
  sweep: string;
  entityName?: string | null;
  projectName?: string | null;
}

async function createAgent(_source: unknown, { input }: { input: CreateAgentInput }, { site, caller }: Context) {
  const project = await site.store.projects.find(entityOf(caller, input.entityName), input.projectName ?? '');
  const sweep = project && (await site.store.sweeps.find(project.id, input.sweep));
  if (!sweep)
    throw new Refusal(
      404,
      `There is no sweep ${input.sweep} in the project ${input.projectName}; create it with upsertSweep first.`,
    );
  return { agent: await site.store.sweeps.addAgent(sweep.id, makeRunId(), input.host, site.now()) };
}

async function agentHeartbeat(
  _source: unknown,
  { input }: { input: { id: string; runState?: string | null } },
  { site }: Context,
) {
  const id = localId('Agent', input.id);
  const agent = id === null ? null : await site.store.sweeps.agent(id);
  const sweep = agent && (await site.store.sweeps.byId(agent.sweepId));
  // W&B's agents end at this answer.
  if (!agent || !sweep) throw new Refusal(404, 'There is no agent with this id; its sweep may have been deleted.');
  const runState = parseRow(input.runState || '{}');
  const atWork = Object.keys(runState).filter((run) => runState[run] === true);
  return { agent, commands: JSON.stringify(await commandsFor(agent, sweep, atWork, site.store, site.now())) };
}

/** Making sweeps, ending them, and telling agents what to do. */
export const sweepControlPart: Part = {
  sdl: `
    extend type Mutation {
      upsertSweep(input: UpsertSweepInput!): UpsertSweepPayload
      createAgent(input: CreateAgentInput!): AgentPayload
      agentHeartbeat(input: AgentHeartbeatInput!): AgentHeartbeatPayload
    }
    input UpsertSweepInput {
      id: ID config: String description: String entityName: String projectName: String controller: JSONString launchScheduler: JSONString
      scheduler: JSONString state: String priorRunsFilters: JSONString displayName: String templateVariableValues: JSONString
      clientMutationId: String
    }
    type UpsertSweepPayload { sweep: Sweep configValidationWarnings: [String!]! }
    input CreateAgentInput { host: String! projectName: String entityName: String sweep: String! clientMutationId: String }
    type AgentPayload { agent: Agent }
    input AgentHeartbeatInput { id: ID! metrics: JSONString runState: JSONString clientMutationId: String }
    type AgentHeartbeatPayload { agent: Agent commands: JSONString }
  `,
  resolvers: { Mutation: { upsertSweep, createAgent, agentHeartbeat } },
};
