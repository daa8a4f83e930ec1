import { parseRow, type Row } from '../../src/wire/index';
import { clientSection, unwrapConfig } from '../../src/wire/wandb/index';
import type { Stage } from './stage';

interface ServerRun {
  displayName: string;
  notes: string | null;
  tags: string[];
  group: string | null;
  jobType: string | null;
  sweepName: string | null;
  state: string;
  exitcode: number | null;
  config: string;
  summaryMetrics: string;
  events: string[];
  logLines: { edges: { node: { line: string; level: string | null } }[] };
  alerts: { title: string; text: string; severity: string }[];
}

/** The run as a reader of the server sees it. */
export async function servedRun(
  stage: Stage,
  id: string,
): Promise<ServerRun & { user: Row; client: Row; summary: Row }> {
  const { project } = await stage.graphql<{ project: { run: ServerRun } }>(
    `query($id: String!) { project(name: "stage", entityName: "local") { run(name: $id) {
       displayName notes tags group jobType sweepName state exitcode config summaryMetrics events(samples: 1000)
       logLines(first: 100) { edges { node { line level } } } alerts { title text severity } } } }`,
    { id },
  );
  const config = parseRow(project.run.config);
  return {
    ...project.run,
    user: unwrapConfig(config),
    client: clientSection(config),
    summary: parseRow(project.run.summaryMetrics),
  };
}
