import {
  isRow,
  parseRow,
  SpoorError,
  type ForkPoint,
  type MetricDefinition,
  type Row,
  type Singletons,
  RUN_STATES,
  type RunState,
  type UrgentAlerts,
} from '../../wire/index';
import { decodeDefinitions, decodeSingletons, forkPointOf, unwrapConfig } from '../../wire/wandb/index';
import { query } from './graphql';
import type { RunPath } from '../format/paths';

/** A run as the dashboard holds it. Times are Unix milliseconds. */
export interface Run {
  id: string;
  /** The server's own id of the run, which mutations ask for. */
  nodeId: string;
  name: string;
  state: RunState;
  createdAt: number;
  heartbeatAt: number;
  lineCount: number;
  /** How many lines it has printed. */
  outputCount: number;
  /** How many samples there are of the machine or the page that it runs on. */
  eventCount: number;
  tags: string[];
  group: string | null;
  jobType: string | null;
  /** The id of the sweep that chose its config. */
  sweep: string | null;
  /** The run, and the step, whose history it began with. */
  forkedFrom: ForkPoint | undefined;
  notes: string | null;
  exitCode: number | null;
  /** Somebody has asked the run to stop. */
  stopAsked: boolean;
  summary: Row;
  config: Row;
  /** What the client says of itself: its version, its platform. */
  client: Row;
  /** How its metrics are to be read. */
  definitions: MetricDefinition[];
  /** What it has said to be the same in every step. */
  singletons: Singletons;
  urgent: UrgentAlerts | null;
}

const FIELDS = `id name displayName state createdAt heartbeatAt historyLineCount logLineCount eventsLineCount tags group jobType sweepName notes exitcode shouldStop summaryMetrics config urgentAlerts { count level title at }`;

interface RunNode {
  id: string;
  name: string;
  displayName: string | null;
  state: string | null;
  createdAt: string;
  heartbeatAt: string | null;
  historyLineCount: number | null;
  logLineCount: number | null;
  eventsLineCount: number | null;
  tags: string[] | null;
  group: string | null;
  jobType: string | null;
  sweepName: string | null;
  notes: string | null;
  exitcode: number | null;
  shouldStop: boolean | null;
  summaryMetrics: string | null;
  config: string | null;
  urgentAlerts: (Omit<UrgentAlerts, 'at'> & { at: string }) | null;
}

const RUNS = `query Runs($entity: String!, $project: String!, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(first: 200, after: $after, order: "-created_at") { edges { node { ${FIELDS} } } pageInfo { endCursor hasNextPage } }
  }
}`;

interface RunsResult {
  project: {
    runs: { edges: { node: RunNode }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } | null;
  } | null;
}

/** All runs of a project, the newest first. */
export async function askRuns(entity: string, project: string, signal: AbortSignal): Promise<Run[]> {
  const runs: Run[] = [];
  for (let after: string | null = null; ;) {
    const result: RunsResult = await query(RUNS, { entity, project, after }, signal);
    if (!result.project) throw new SpoorError('not-found', `There is no project “${project}” of “${entity}” here.`);
    for (const { node } of result.project.runs?.edges ?? []) runs.push(readRun(node));
    const page = result.project.runs?.pageInfo;
    after = page?.hasNextPage ? page.endCursor : null;
    if (after === null) return runs;
  }
}

const RUN = `query Run($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { ${FIELDS} } }
}`;

/** One run. */
export async function askRun({ entity, project, run }: RunPath, signal: AbortSignal): Promise<Run> {
  const result = await query<{ project: { run: RunNode | null } | null }>(RUN, { entity, project, run }, signal);
  if (!result.project?.run) throw new SpoorError('not-found', `There is no run “${run}” in ${entity}/${project}.`);
  return readRun(result.project.run);
}

function readRun(node: RunNode): Run {
  const wrapped = rowIn(node.config);
  const own = wrapped['_wandb'];
  const client = isRow(own) && isRow(own['value']) ? own['value'] : isRow(own) ? own : {};
  const createdAt = Date.parse(node.createdAt);
  return {
    id: node.name,
    nodeId: node.id,
    name: node.displayName || node.name,
    state: readState(node.state),
    createdAt,
    heartbeatAt: node.heartbeatAt ? Date.parse(node.heartbeatAt) : createdAt,
    lineCount: node.historyLineCount ?? 0,
    outputCount: node.logLineCount ?? 0,
    eventCount: node.eventsLineCount ?? 0,
    tags: node.tags ?? [],
    group: node.group || null,
    jobType: node.jobType || null,
    sweep: node.sweepName || null,
    forkedFrom: forkPointOf(client, node.name),
    notes: node.notes || null,
    exitCode: node.exitcode,
    stopAsked: node.shouldStop ?? false,
    summary: rowIn(node.summaryMetrics),
    config: unwrapConfig(wrapped),
    client,
    definitions: decodeDefinitions(client['m']),
    singletons: decodeSingletons(client),
    urgent: node.urgentAlerts && { ...node.urgentAlerts, at: Date.parse(node.urgentAlerts.at) },
  };
}

/** A run's own text must not take the page down: what cannot be read counts as empty. */
function rowIn(text: string | null): Row {
  try {
    return text ? parseRow(text) : {};
  } catch {
    return {};
  }
}

function readState(state: string | null): RunState {
  return RUN_STATES.find((known) => known === state) ?? 'crashed';
}
