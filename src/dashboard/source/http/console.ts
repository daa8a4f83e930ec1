import type { ConsoleLine } from '../../../wire/index';
import type { RunPath } from '../source';
import { query } from './graphql';

const CONSOLE = `query Console($entity: String!, $project: String!, $run: String!, $first: Int!, $after: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    logLines(first: $first, after: $after) { edges { node { number line timestamp level } } }
  } }
}`;

interface ConsoleResult {
  project: {
    run: {
      logLines: {
        edges: { node: { number: number; line: string | null; timestamp: string | null; level: string | null } }[];
      } | null;
    } | null;
  } | null;
}

/** So many lines that a run printed, from one on. */
export async function askConsole(
  { entity, project, run }: RunPath,
  from: number,
  count: number,
  signal: AbortSignal,
): Promise<ConsoleLine[]> {
  const result = await query<ConsoleResult>(
    CONSOLE,
    { entity, project, run, first: count, after: String(from - 1) },
    signal,
  );
  return (result.project?.run?.logLines?.edges ?? []).map(({ node: { number, line, timestamp, level } }) => ({
    number,
    text: line ?? '',
    timestamp,
    isError: level === 'error',
  }));
}
