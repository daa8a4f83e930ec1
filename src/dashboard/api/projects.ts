import { STATES_AT_WORK } from '../../wire/index';
import { query } from './graphql';

/** A project as the first page lists it. */
export interface ProjectSummary {
  entity: string;
  name: string;
  runCount: number;
  runningCount: number;
  /** Unix milliseconds: when a run of it was last heard of, or when it was created. */
  activeAt: number;
}

const PROJECTS = `query Projects($after: String, $running: JSONString) {
  models(first: 200, after: $after) {
    edges { node {
      name entityName createdAt runCount
      running: runCount(filters: $running)
      runs(first: 1, order: "-heartbeat_at") { edges { node { createdAt heartbeatAt } } }
    } }
    pageInfo { endCursor hasNextPage }
  }
}`;

interface ProjectsResult {
  models: {
    edges: {
      node: {
        name: string;
        entityName: string;
        createdAt: string;
        runCount: number;
        running: number;
        runs: { edges: { node: { createdAt: string; heartbeatAt: string | null } }[] } | null;
      } | null;
    }[];
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  } | null;
}

/** All projects that this browser may see, the most recently active first. */
export async function askProjects(signal: AbortSignal): Promise<ProjectSummary[]> {
  const projects: ProjectSummary[] = [];
  for (let after: string | null = null; ;) {
    const result: ProjectsResult = await query(
      PROJECTS,
      { after, running: JSON.stringify({ state: { $in: STATES_AT_WORK } }) },
      signal,
    );
    for (const { node } of result.models?.edges ?? []) {
      if (!node) continue;
      const last = node.runs?.edges[0]?.node;
      projects.push({
        entity: node.entityName,
        name: node.name,
        runCount: node.runCount,
        runningCount: node.running,
        activeAt: Date.parse(last?.heartbeatAt ?? last?.createdAt ?? node.createdAt),
      });
    }
    after = result.models?.pageInfo.hasNextPage ? result.models.pageInfo.endCursor : null;
    if (after === null) break;
  }
  return projects.sort((a, b) => b.activeAt - a.activeAt);
}
