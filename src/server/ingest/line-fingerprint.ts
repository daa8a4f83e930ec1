import { createHash } from 'node:crypto';
import { formatLine, rowIn } from '../../wire/index';

/**
 * What tells a row of W&B's client from all other rows of its run. When it is sent again, it has the same fingerprint.
 *
 * Where one writer writes the run, step and time suffice. Writers that share a run may have rows of one step and one
 * time, so there it is a hash of the whole row, without `_runtime`: `wandb sync` may count that from another moment
 * than the run itself did.
 */
export function fingerprintOf(line: string, isShared: boolean): string {
  const row = rowIn(line);
  const { _step: step = null, _timestamp: time, _runtime, ...rest } = row ?? {};
  if (!isShared && typeof time === 'number' && Number.isFinite(time)) return formatLine([step, time]);
  const whole = row
    ? formatLine(Object.entries({ ...rest, step, time: time ?? null }).sort(([a], [b]) => (a < b ? -1 : 1)))
    : line;
  return createHash('sha256').update(whole).digest('base64');
}
