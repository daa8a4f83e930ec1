import { query } from './graphql';
import type { RunPath } from '../format/paths';

/** How far a run has been passed on to another server. */
export interface Forwarding {
  host: string;
  /** The run over there; null as long as it is not known there. */
  url: string | null;
  rows: number;
  rowCount: number;
  files: number;
  fileCount: number;
  problem: string | null;
}

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
