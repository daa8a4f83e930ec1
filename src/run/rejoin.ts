import { runKey, SpoorError, type RunRecord, type Values } from '../wire/index';
import type { InitOptions } from './options';
import { findOpen, HERE, type OpenRun } from './page/open-runs';
import type { Run } from './run';
import type { StatusReporter } from './status/status-reporter';

/** What can be set of a run at any time. */
const DETAILS = ['name', 'notes', 'tags', 'group', 'jobType'];

/**
 * The run that is asked for, where this page has it open already: hot reload and React's StrictMode call `init` again.
 * Null, at once, when it is to be opened; null later when it has ended by then, and whoever asks must ask again:
 * somebody else may be opening it.
 *
 * @throws SpoorError `run-in-use` when what is asked for cannot be had of a run that is open; what `run.finish` throws.
 */
export function rejoin(options: InitOptions, asked: RunRecord, reporter: StatusReporter): Promise<Run | null> | null {
  const isAuto = options.resume === 'auto';
  const key = runKey(isAuto ? { ...asked, id: '' } : asked);
  // Without an id it is the same call again that asks for the same run.
  const fits = (other: OpenRun) =>
    isAuto ? other.key.startsWith(key) && isSame(other.options, options) : other.key === key;
  // Each of them was noted by `init`.
  const here = findOpen(fits) as OpenRun<Run> | undefined;
  if (!here) return null;
  const isOpen = here.run !== null;
  return here.opening
    .catch(() => null)
    .then(async (run) => {
      // Whoever had it before is first told that it is open, or that it is wanted no longer, and may finish it.
      await new Promise((resolve) => setTimeout(resolve));
      if (run?.status().state === 'running') {
        const { rewindTo, resume, forkFrom } = options;
        // As it is being opened, the same call may ask for the same beginning.
        const isSameCall = !isOpen && isSame(here.options, options);
        if (
          (!isSameCall && (rewindTo !== undefined || resume === 'never')) ||
          (forkFrom && !isSame(forkFrom, here.options.forkFrom))
        )
          throw new SpoorError('run-in-use', HERE);
        return handBack(run, here.options, options, reporter);
      }
      await run?.finish();
      return null;
    });
}

function handBack(run: Run, before: InitOptions, options: InitOptions, reporter: StatusReporter): Run {
  const begun: Record<string, unknown> = {
    mode: 'online',
    consent: 'granted',
    id: run.id,
    resume: options.resume,
    ...before,
  };
  const news = Object.entries(options).filter(([name, value]) => value !== undefined && !isSame(value, begun[name]));
  const others = [];
  for (const [name, value] of news) {
    if (name === 'config') run.config.update(value as Values);
    else if (DETAILS.includes(name)) Object.assign(run, { [name]: value });
    else others.push(name);
  }
  if (others.length > 0) reporter.complain('run-in-use', `${HERE} (not taken: ${others.join(', ')})`);
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
