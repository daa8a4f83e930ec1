import type { Forwarding, RunPath } from '../source';
import { query } from './graphql';

const FORWARDING = `query Forwarding($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { historyLineCount fileCount forwarding { host url rows files problem } } }
}`;

interface ForwardingResult {
  project: {
    run: {
      historyLineCount: number;
      fileCount: number;
      forwarding: Omit<Forwarding, 'rowCount' | 'fileCount'> | null;
    } | null;
  } | null;
}

/** Null for a run that is not passed on. */
export async function askForwarding(
  { entity, project, run }: RunPath,
  signal: AbortSignal,
): Promise<Forwarding | null> {
  const { project: found } = await query<ForwardingResult>(FORWARDING, { entity, project, run }, signal);
  if (!found?.run?.forwarding) return null;
  const { forwarding, historyLineCount: rowCount, fileCount } = found.run;
  return { ...forwarding, rowCount, fileCount };
}
