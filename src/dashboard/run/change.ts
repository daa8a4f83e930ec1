import type { RunChange } from '../../wire/dashboard';
import type { Run } from '../api/runs';

/** A run with what the live connection says of it. */
export function withChange(run: Run, change: RunChange): Run {
  return {
    ...run,
    name: change.displayName || run.name,
    state: change.state,
    heartbeatAt: Date.parse(change.heartbeatAt),
    lineCount: change.lineCount,
    summary: change.summary,
  };
}
