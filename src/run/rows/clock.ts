import { steadyTime, wallTime, type Row } from '../../wire/index';
import type { RowTime } from './open-row';

/**
 * What a row says of its time. The wall clock of a machine is set back and forth, so it is asked once how long ago the
 * run began; from then on `_runtime` goes by the steady clock, never falls, and where a system stops that clock in its
 * sleep the sleep is left out. A run that is opened again goes on from now, and from no less than what `before`, its
 * summary, says.
 */
export function rowClock(startTime: number, before: Row): () => RowTime {
  const known = before['_runtime'];
  const begun = Math.max((wallTime() - startTime) / 1000, typeof known === 'number' ? known : 0);
  const opened = steadyTime();
  let last = NaN;
  let time: RowTime;
  return () => {
    const now = wallTime();
    // Rows of one millisecond have one time: the steady clock takes five times as long to ask.
    if (now !== last) time = { runtime: begun + (steadyTime() - opened) / 1000, timestamp: now / 1000 };
    last = now;
    return time;
  };
}
