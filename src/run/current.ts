import { SpoorError } from '../wire/index';
import type { LogOptions, Run } from './run';

let current: Run | null = null;

/** Makes a run the one that the global functions act on: the latest. */
export function setCurrentRun(run: Run): void {
  current = run;
}

/**
 * `run.log` of the run that `init` made last, for a script tag.
 *
 * @throws SpoorError `no-run` before `init` has resolved, and what `run.log` throws.
 * @example await spoor.init({ project: 'digits' }); spoor.log({ loss: 0.3 });
 */
export function log(data: Record<string, unknown>, options?: LogOptions): void {
  currentRun('log').log(data, options);
}

/**
 * `run.finish` of the run that `init` made last.
 *
 * @throws SpoorError `no-run` before `init` has resolved.
 */
export function finish(options?: { exitCode?: number }): Promise<{ delivered: boolean }> {
  return currentRun('finish').finish(options);
}

function currentRun(caller: string): Run {
  if (!current) throw new SpoorError('no-run', `${caller}() before a run: call "await init({ project: … })" first.`);
  return current;
}
