import {
  isRow,
  parseRowExactly,
  PLOTS,
  SpoorError,
  type Row,
  RUN_STATES,
  type RunState,
  type UrgentAlerts,
} from '../../../wire/index';
import { decodeDefinitions, decodeSingletons, forkPointOf, unwrapConfig } from '../../../wire/wandb/index';
import type { Run } from '../run';
import type { ProjectPath, RunPath } from '../source';
import { query } from './graphql';

const FIELDS = `name displayName state createdAt heartbeatAt historyLineCount logLineCount eventsLineCount tags group jobType sweepName notes exitcode shouldStop summaryMetrics config urgentAlerts { count level title at }`;

interface RunNode {
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
export async function askRuns({ entity, project }: ProjectPath, signal: AbortSignal): Promise<Run[]> {
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
  if (!result.project?.run) throw noSuchRun({ entity, project, run });
  return readRun(result.project.run);
}

export function noSuchRun({ entity, project, run }: RunPath): SpoorError {
  return new SpoorError('not-found', `There is no run “${run}” in ${entity}/${project}.`);
}

function readRun(node: RunNode): Run {
  const wrapped = rowOrEmpty(node.config);
  const own = wrapped['_wandb'];
  const client = isRow(own) && isRow(own['value']) ? own['value'] : isRow(own) ? own : {};
  const { [PLOTS]: plots = {}, ...singletons } = decodeSingletons(client);
  const createdAt = Date.parse(node.createdAt);
  return {
    id: node.name,
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
    summary: rowOrEmpty(node.summaryMetrics),
    config: unwrapConfig(wrapped),
    client,
    definitions: decodeDefinitions(client['m']),
    singletons,
    plots,
    urgent: node.urgentAlerts && { ...node.urgentAlerts, at: Date.parse(node.urgentAlerts.at) },
  };
}

/** A run's own text must not take the page down: what cannot be read counts as empty. */
function rowOrEmpty(text: string | null): Row {
  try {
    return parseRowExactly(text ?? '{}');
  } catch {
    return {};
  }
}

function readState(state: string | null): RunState {
  return RUN_STATES.find((known) => known === state) ?? 'crashed';
}
