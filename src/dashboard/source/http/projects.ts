import { STATES_AT_WORK } from '../../../wire/index';
import type { ProjectSummary } from '../source';
import { query } from './graphql';

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
