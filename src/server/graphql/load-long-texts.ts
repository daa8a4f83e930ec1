import type { ListedRun, LongText, ServerRun } from '../store/port/store';
import type { Context } from './context';

/** The runs of lists whose long texts were asked for, as a whole. */
const wholes = new WeakMap<ListedRun, Promise<ServerRun | null>>();

/**
 * A long text of a run. One that comes from a list is read when its first is asked for; null when it was deleted
 * meanwhile.
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
