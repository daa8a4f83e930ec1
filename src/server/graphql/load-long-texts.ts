import type { ListedRun, LongText, ServerRun } from '../store/port/store';
import type { Context } from './context';

/** Runs that came in a list, without their long texts, and were read whole when one of those was asked for. */
const wholes = new WeakMap<ListedRun, Promise<ServerRun | null>>();

/**
 * A long text of a run. A run that comes in a list has none: all of it is read when the first is asked for. Null when
 * the run was deleted meanwhile.
 */
export async function longText(
  run: ListedRun | ServerRun,
  name: LongText,
  { site, budget }: Context,
): Promise<string | null> {
  if ('config' in run) return run[name];
  let whole = wholes.get(run);
  if (!whole) wholes.set(run, (whole = budget.read(() => site.store.runs.byId(run.id), longTextsOf)));
  return (await whole)?.[name] ?? null;
}

export function longTextsOf(run: ServerRun | null): (string | null)[] {
  return run ? [run.config, run.summary, run.notes, run.description] : [];
}
