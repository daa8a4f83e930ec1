import type { RunChange, RunState } from '../wire/dashboard';
import { parseRow } from '../wire/line';
import type { StoredRun } from './store/store';

/** A run that has not been heard of for so long has crashed. W&B's clients beat every 30 seconds. */
export const SILENCE_MS = 5 * 60_000;

/** The state of a run as people should see it: nobody is there to write down that a run has fallen silent. */
export function stateOf(run: StoredRun, now: number): RunState {
  return run.state === 'running' && now - run.heartbeatAt >= SILENCE_MS ? 'crashed' : run.state;
}

/** The run as lists show it. */
export function changeOf(run: StoredRun, now: number): RunChange {
  return {
    entity: run.entity,
    project: run.project,
    run: run.name,
    displayName: run.displayName,
    state: stateOf(run, now),
    heartbeatAt: new Date(run.heartbeatAt).toISOString(),
    lineCount: run.lineCounts.history,
    summary: parseRow(run.summary),
  };
}
