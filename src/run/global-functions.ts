import { SpoorError, type Row, type Values } from '../wire/index';
import type { AlertOptions } from './alert';
import type { FileLike, SaveOptions } from './files';
import { liveRecord, type LiveRecord } from './live-record';
import type { LogOptions } from './rows/rows';
import type { Run } from './run';

let latest: Run | null = null;

/** Makes a run the one that the global functions act on: the latest. */
export function setCurrentRun(run: Run): void {
  latest = run;
}

/**
 * `run.log` of the run that `init` made last, for a script tag.
 *
 * @throws SpoorError `no-run` before `init` has resolved, and what `run.log` throws.
 * @example
 * await spoor.init({ project: 'digits' });
 * spoor.log({ loss: 0.3 });
 */
export function log(data: Values, options?: LogOptions): void {
  currentRun('log').log(data, options);
}

/**
 * `run.finish` of the run that `init` made last.
 *
 * @param options.exitCode 0 is "finished", any other "failed", or "killed" when somebody has asked the run to stop;
 * default 0, and 255 after such a request.
 * @throws SpoorError `no-run` before `init` has resolved, and what `run.finish` throws.
 * @example await spoor.finish();
 */
export function finish(options?: { exitCode?: number }): Promise<{ delivered: boolean }> {
  return currentRun('finish').finish(options);
}

/**
 * `run.alert` of the run that `init` made last.
 *
 * @throws SpoorError `no-run` before `init` has resolved, and what `run.alert` throws.
 * @example spoor.alert({ title: 'Loss is NaN', level: 'ERROR' });
 */
export function alert(options: AlertOptions): void {
  currentRun('alert').alert(options);
}

/**
 * `run.save` of the run that `init` made last.
 *
 * @throws SpoorError `no-run` before `init` has resolved, and what `run.save` throws.
 * @example await spoor.save(canvasBlob, { as: 'sketch.png' });
 */
export async function save(what: FileLike, options?: SaveOptions): Promise<string> {
  return currentRun('save').save(what, options);
}

/**
 * `run.config` of the run that `init` made last.
 *
 * @example spoor.config.lr = 0.1;
 * @throws SpoorError `no-run` when it is used before `init` has resolved.
 */
export const config: LiveRecord = current('config');

/**
 * `run.summary` of the run that `init` made last.
 *
 * @example spoor.summary.update({ accuracy: 0.97 });
 * @throws SpoorError `no-run` when it is used before `init` has resolved.
 */
export const summary: LiveRecord = current('summary');

function current(name: 'config' | 'summary'): LiveRecord {
  return liveRecord({
    read: () => ({ ...currentRun(name)[name] }) as Row,
    write: (values) => currentRun(name)[name].update(values),
  });
}

function currentRun(caller: string): Run {
  if (!latest) throw new SpoorError('no-run', `${caller}() before a run: call "await init({ project: … })" first.`);
  return latest;
}
