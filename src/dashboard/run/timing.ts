import { STATES_AT_WORK } from '../../wire/index';
import { isMoment } from '../format/moment';
import type { Run } from '../source/run';

/** Longer than this is a client's error: W&B 0.30.0 multiplies `_runtime` by a billion after a resume. */
const LONGEST = 10 * 366 * 86_400;

/** How long the run has lasted, in seconds. `now` is in Unix milliseconds. */
export function durationOf(run: Run, now: number): number {
  const runtime = secondsIn(run, '_runtime');
  const timestamp = secondsIn(run, '_timestamp');
  if (STATES_AT_WORK.includes(run.state)) {
    // Rows of an offline page arrive late: its own clock says since when it runs, the server's does not.
    const started = runtime !== null && timestamp !== null ? timestamp - runtime : run.createdAt / 1000;
    return Math.max(0, now / 1000 - started);
  }
  return runtime ?? Math.max(0, (run.heartbeatAt - run.createdAt) / 1000);
}

/** When the run began, in Unix milliseconds: by its own clock, if it has sent any row. */
export function startOf(run: Run): number {
  const runtime = secondsIn(run, '_runtime');
  const timestamp = secondsIn(run, '_timestamp');
  return runtime !== null && timestamp !== null ? (timestamp - runtime) * 1000 : run.createdAt;
}

/** When the run logged its last row, in Unix milliseconds by its own clock; null when it has not said. */
export function lastLoggedAt(run: Run): number | null {
  const timestamp = secondsIn(run, '_timestamp');
  return timestamp === null ? null : timestamp * 1000;
}

/** The last step, or null when no row has come. */
export function stepOf(run: Run): number | null {
  const step = run.summary['_step'];
  if (typeof step === 'number' && Number.isFinite(step)) return step;
  return run.lineCount > 0 ? run.lineCount - 1 : null;
}

function secondsIn(run: Run, key: '_runtime' | '_timestamp'): number | null {
  const value = run.summary[key];
  const usable =
    typeof value === 'number' && value >= 0 && (key === '_timestamp' ? isMoment(value * 1000) : value < LONGEST);
  return usable ? value : null;
}
