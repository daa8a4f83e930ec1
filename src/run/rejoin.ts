import { runKey, SpoorError, type RunRecord } from '../wire/index';
import type { InitOptions } from './options';
import { findOpen, type OpenRun } from './page/open-runs';
import type { Run } from './run';
import type { Tally } from './status/tally';

const DEFAULTS: Partial<InitOptions> = { mode: 'online', consent: 'granted' };

/** What has found the run, or is looked at by itself. */
const ASIDE = ['id', 'resume', 'forkFrom', 'config'];

/** What can be set of a run at any time. */
const DETAILS = ['name', 'notes', 'tags', 'group', 'jobType'];

/**
 * The run that is asked for, where this page has it open already: hot reload and React's StrictMode call `init` again. Null, at once, when it is to be opened; null later when it has ended
 * by then, and whoever asks must ask again: somebody else may be opening it.
 *
 * @throws SpoorError `run-in-use` when what is asked for cannot be had of a run that is open; what `run.finish` throws.
 */
export function rejoin(options: InitOptions, asked: RunRecord, tally: Tally): Promise<Run | null> | null {
  const isAuto = options.resume === 'auto';
  const key = runKey(isAuto ? { ...asked, id: '' } : asked);
  // Without an id it is the same call again that asks for the same run.
  const fits = (other: OpenRun) => (isAuto ? other.key.startsWith(key) && isSame(other.options, options) : other.key === key);
  const here = findOpen(fits);
  if (!here) return null;
  return here.opening
    .catch(() => null)
    .then(async (run) => {
      // Whoever had it before is first told that it is open, or that it is wanted no longer, and may finish it.
      await new Promise((resolve) => setTimeout(resolve));
      if (run?.status().state === 'running') return handBack(run, here.options, options, tally);
      await run?.finish();
      return null;
    });
}

function handBack(run: Run, before: InitOptions, options: InitOptions, tally: Tally): Run {
  if (options.rewindTo !== undefined || options.resume === 'never' || !isSame(before.forkFrom, options.forkFrom))
    throw new SpoorError('run-in-use', 'This run is open in this page: finish it first.');
  const given = Object.entries(options).filter(([name, value]) => value !== undefined && !ASIDE.includes(name));
  Object.assign(run, Object.fromEntries(given.filter(([name]) => DETAILS.includes(name))));
  if (options.config) run.config.update(options.config);
  const begun: Record<string, unknown> = { ...DEFAULTS, ...before };
  const others = given.filter(([name, value]) => !DETAILS.includes(name) && !isSame(begun[name], value)).map(([name]) => name);
  if (others.length > 0)
    tally.complain(
      'run-in-use',
      `run ${run.id} is open in this page and goes on as it began: finish it first to change ${others.join(', ')}`,
    );
  return run;
}

/** As far as JSON says. Functions are all alike: one is written anew with each call of what it stands in. */
function isSame(one: unknown, other: unknown): boolean {
  try {
    return (typeof one === 'function' && typeof other === 'function') || JSON.stringify(one) === JSON.stringify(other);
  } catch {
    return false;
  }
}
