import { query } from './graphql';
import type { RunPath } from '../format/paths';

/** A line that a run printed. */
export interface ConsoleLine {
  number: number;
  text: string;
  isError: boolean;
}

const CONSOLE = `query Console($entity: String!, $project: String!, $run: String!, $last: Int!) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    logLines(last: $last) { edges { node { number line level } } }
  } }
}`;

interface ConsoleResult {
  project: {
    run: { logLines: { edges: { node: { number: number | null; line: string | null; level: string | null } }[] } | null } | null;
  } | null;
}

/** The last lines that a run printed. */
export async function askConsole({ entity, project, run }: RunPath, last: number, signal: AbortSignal): Promise<ConsoleLine[]> {
  const result = await query<ConsoleResult>(CONSOLE, { entity, project, run, last }, signal);
  const edges = result.project?.run?.logLines?.edges ?? [];
  return edges.map(({ node }, index) => ({
    number: node.number ?? index,
    text: plainText(node.line ?? ''),
    isError: node.level === 'error',
  }));
}

/** Colours of terminals are of no use in a page. */
function plainText(line: string): string {
  return line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
}
