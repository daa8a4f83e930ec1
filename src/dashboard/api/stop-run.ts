import { query } from './graphql';

const STOP_RUN = `mutation StopRun($id: ID!) { stopRun(input: { id: $id }) { success } }`;

/**
 * Asks a run to stop. Its page hears of it with the answer to what it sends next. `nodeId` is the server's id of the
 * run.
 */
export async function askToStop(nodeId: string): Promise<void> {
  await query(STOP_RUN, { id: nodeId }, AbortSignal.timeout(30_000));
}
