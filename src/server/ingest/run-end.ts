import type { RunState } from '../../wire/index';
import type { Delivery, ListedRun } from '../store/port/store';

/** The stored states of runs that have said that they have ended. */
export const ENDED_STATES: readonly RunState[] = ['finished', 'failed', 'killed', 'preempted'];

export function hasEnded({ state }: Pick<ListedRun, 'state'>): boolean {
  return ENDED_STATES.includes(state);
}

/** The state of a run that says itself that it has ended. */
export function stateAtExit(
  { stopRequested, preempting }: Pick<ListedRun, 'stopRequested' | 'preempting'>,
  exitcode: number,
): RunState {
  if (exitcode === 0) return 'finished';
  if (stopRequested) return 'killed';
  return preempting ? 'preempted' : 'failed';
}

/**
 * The state that a delivery brings a run to; null when it stays in its own.
 *
 * @param isLonger whether the run has more lines than before. That is a run that goes on after its end; an old request
 *   that arrives late has none.
 */
export function stateAfter(
  run: Pick<ListedRun, 'state' | 'stopRequested' | 'preempting'>,
  { exitcode, interruptedAt, preempting = false, writer }: Delivery,
  isLonger: boolean,
): RunState | null {
  if (exitcode !== null) return stateAtExit({ ...run, preempting: run.preempting || preempting }, exitcode);
  if (interruptedAt !== null) return run.state === 'running' ? 'interrupted' : null;
  // Of writers that share a run only one tells of its end, and the others may be a little behind.
  const isBehind = hasEnded(run) && Boolean(writer?.client);
  return (isLonger && !isBehind) || run.state === 'interrupted' ? 'running' : null;
}
