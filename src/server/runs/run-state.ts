import { STATES_AT_WORK, type RunChange, type RunState, type UrgentAlerts, parseRowExactly } from '../../wire/index';
import type { ListedRun, ServerRun } from '../store/port/store';

/** After so long without a word a run counts as interrupted. W&B's clients beat every 30 seconds. */
export const SILENCE_MS = 5 * 60_000;

/**
 * After so long nobody waits for it any more: a laptop that slept over a holiday may still come back, and the run then
 * runs again.
 */
export const ABANDONED_MS = 7 * 24 * 60 * 60_000;

/** The state of a run as people should see it: nobody is there to write down that a run has fallen silent. */
export function stateOf(run: ListedRun, now: number): RunState {
  if (run.state !== 'running' && run.state !== 'interrupted') return run.state;
  const silence = now - run.heartbeatAt;
  if (run.state === 'running' && silence < SILENCE_MS) return run.preempting ? 'preempting' : 'running';
  // Whoever asked it to stop need not wait for it.
  if (run.stopRequested) return 'killed';
  // It has said that it would be gone.
  if (run.preempting) return 'preempted';
  return silence >= ABANDONED_MS ? 'crashed' : 'interrupted';
}

/** Whether somebody is at work on the run. */
export function isAtWork(run: ListedRun, now: number): boolean {
  return STATES_AT_WORK.includes(stateOf(run, now));
}

/** From which states somebody else may move a run to another one: to have it started once more, or to give it up. */
const MOVES: { readonly [to in RunState]?: readonly RunState[] } = {
  pending: ['running', 'preempting', 'interrupted', 'failed', 'crashed', 'preempted'],
  failed: ['pending', 'running', 'preempting', 'interrupted'],
};

/** Why a run cannot be moved from one state to another; null when it can. */
export function refuseMove(from: RunState, to: string): string | null {
  const origins = Object.hasOwn(MOVES, to) ? MOVES[to as RunState]! : null;
  if (!origins) return `A run cannot be made ${JSON.stringify(to)}; choose one of ${Object.keys(MOVES).join(', ')}.`;
  return origins.includes(from)
    ? null
    : `A run that is ${from} cannot be made ${to}: that takes one that is ${origins.join(', ')}.`;
}

/** The run as lists show it. */
export function changeOf(run: ServerRun, urgent: UrgentAlerts | null, now: number): RunChange {
  return {
    entity: run.entity,
    project: run.project,
    run: run.name,
    displayName: run.displayName,
    state: stateOf(run, now),
    heartbeatAt: new Date(run.heartbeatAt).toISOString(),
    lineCount: run.lineCounts.history,
    summary: parseRowExactly(run.summary),
    revision: run.revision,
    urgent,
  };
}
