import type { Alert, RunPath } from '../source';
import { query } from './graphql';

const ALERTS = `query Alerts($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { alerts { title text severity createdAt } } }
}`;

interface AlertsResult {
  project: { run: { alerts: (Omit<Alert, 'at'> & { createdAt: string })[] } | null } | null;
}

/** The alerts of a run, the oldest first. */
export async function askAlerts({ entity, project, run }: RunPath, signal: AbortSignal): Promise<Alert[]> {
  const result = await query<AlertsResult>(ALERTS, { entity, project, run }, signal);
  return (result.project?.run?.alerts ?? []).map(({ createdAt, ...alert }) => ({
    ...alert,
    at: Date.parse(createdAt),
  }));
}
