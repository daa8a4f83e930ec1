import { createHash } from 'node:crypto';
import { formatLine, rowIn } from '../../wire/index';

/**
 * What tells a row of W&B's client from all others: its step and its time. Writers that share a run count the same
 * steps at the same time; of their rows it takes all, but how long the run has been going, which a second upload may
 * count from another moment.
 */
export function markOf(line: string, isShared: boolean): string {
  const row = rowIn(line);
  const { _step: step = null, _timestamp: time, _runtime, ...rest } = row ?? {};
  if (!isShared && typeof time === 'number' && Number.isFinite(time)) return formatLine([step, time]);
  const whole = row
    ? formatLine(Object.entries({ ...rest, step, time: time ?? null }).sort(([a], [b]) => (a < b ? -1 : 1)))
    : line;
  return createHash('sha256').update(whole).digest('base64');
}
