import { parseRow, valueAt } from '../../../wire/index';
import { SILENCE_MS } from '../../runs/run-state';
import type { ListedRun, Project, StoredAgent, StoredSweep } from '../../store/port/store';
import { readPlan } from '../../sweeps/plan';
import { connectionOf, type PageArgs } from '../connection';
import type { Context, Part } from '../context';
import { globalId } from '../global-id';
import { chooseSweeps } from './sweep-choice';

async function runsOf({ projectId, name }: StoredSweep, { site }: Context): Promise<ListedRun[]> {
  return (await site.store.runs.list(projectId)).filter(({ sweep }) => sweep === name);
}

/** The best value of the sweep's metric so far. */
async function bestLoss(sweep: StoredSweep, context: Context): Promise<number | null> {
  const { metric } = readPlan(sweep.config);
  if (!metric) return null;
  const numbers: number[] = [];
  for (const { id } of await runsOf(sweep, context)) {
    const run = await context.site.store.runs.byId(id);
    const value = run && valueAt(parseRow(run.summary), metric.name);
    if (typeof value === 'number' && Number.isFinite(value)) numbers.push(value);
  }
  if (numbers.length === 0) return null;
  return metric.goal === 'maximize' ? Math.max(...numbers) : Math.min(...numbers);
}

function agentState({ ended, heartbeatAt }: StoredAgent, now: number): string {
  if (ended) return 'FINISHED';
  return now - heartbeatAt >= SILENCE_MS ? 'CRASHED' : 'RUNNING';
}

async function agentOf(
  { id }: StoredSweep,
  { agentName }: { agentName: string },
  { site }: Context,
): Promise<StoredAgent | null> {
  const agents = await site.store.sweeps.agents(id);
  return agents.find((agent) => agent.name === agentName || globalId('Agent', agent.id) === agentName) ?? null;
}

/** Sweeps as they are read: what was asked for, which runs there are, and who is at work. */
export const sweepPart: Part = {
  sdl: `
    extend type Project {
      totalSweeps: Int!
      sweeps(after: String, first: Int, filters: JSONString): SweepConnection
      sweep(sweepName: String!): Sweep
    }
    type SweepConnection { edges: [SweepEdge!]! pageInfo: PageInfo! }
    type SweepEdge { node: Sweep! cursor: String }
    type Sweep {
      id: ID! name: String! displayName: String method: String! state: String! description: String bestLoss: Float config: String!
      createdAt: DateTime! updatedAt: DateTime heartbeatAt: DateTime runCount: Int! runCountExpected: Int controller: JSONString
      scheduler: JSONString controllerRunName: String earlyStopJobRunning: Boolean! project: Project agents: AgentConnection! agent(agentName: String!): Agent
      runs(first: Int, after: String): RunConnection!
      priorRuns(first: Int, after: String): RunConnection!
    }
    type AgentConnection { edges: [AgentEdge!]! }
    type AgentEdge { node: Agent! }
    type Agent {
      id: ID! name: String! host: String! state: String totalRuns: Int! createdAt: DateTime! heartbeatAt: DateTime
      runs(after: String, before: String, first: Int, last: Int, order: String): RunConnection!
    }
  `,
  resolvers: {
    Project: {
      totalSweeps: ({ id }: Project, _args: object, { site }: Context) => site.store.sweeps.count(id),
      sweeps: async ({ id }: Project, args: { filters?: string | null } & PageArgs, { site }: Context) =>
        connectionOf(chooseSweeps(await site.store.sweeps.list(id), args.filters), args),
      sweep: ({ id }: Project, { sweepName }: { sweepName: string }, { site }: Context) =>
        site.store.sweeps.find(id, sweepName),
    },
    Sweep: {
      id: ({ id }: StoredSweep) => globalId('Sweep', id),
      method: ({ config }: StoredSweep) => readPlan(config).method,
      bestLoss: (sweep: StoredSweep, _args: object, context: Context) => bestLoss(sweep, context),
      heartbeatAt: async ({ id, createdAt }: StoredSweep, _args: object, { site }: Context) =>
        (await site.store.sweeps.agents(id)).reduce(
          (latest, { heartbeatAt }) => Math.max(latest, heartbeatAt),
          createdAt,
        ),
      runCount: async (sweep: StoredSweep, _args: object, context: Context) => (await runsOf(sweep, context)).length,
      runCountExpected: ({ config }: StoredSweep) => readPlan(config).limit,
      earlyStopJobRunning: () => false,
      project: ({ projectId }: StoredSweep, _args: object, { site }: Context) => site.store.projects.byId(projectId),
      agents: async ({ id }: StoredSweep, _args: object, { site }: Context) => ({
        edges: (await site.store.sweeps.agents(id)).map((node) => ({ node })),
      }),
      agent: agentOf,
      runs: async (sweep: StoredSweep, args: PageArgs, context: Context) =>
        connectionOf(await runsOf(sweep, context), { ...args, first: args.first ?? Infinity }),
      priorRuns: async ({ priorRuns }: StoredSweep, args: PageArgs, { site }: Context) => {
        const runs: ListedRun[] = [];
        for (const id of priorRuns) runs.push(...[await site.store.runs.byId(id)].filter((run) => run !== null));
        return connectionOf(runs, args, ({ textLength }) => textLength);
      },
    },
    Agent: {
      id: ({ id }: StoredAgent) => globalId('Agent', id),
      state: (agent: StoredAgent, _args: object, { site }: Context) => agentState(agent, site.now()),
      totalRuns: async ({ id }: StoredAgent, _args: object, { site }: Context) =>
        (await site.store.sweeps.runsOf(id)).length,
      runs: async ({ id }: StoredAgent, args: PageArgs, { site }: Context) =>
        connectionOf(await site.store.sweeps.runsOf(id), args),
    },
  },
};
