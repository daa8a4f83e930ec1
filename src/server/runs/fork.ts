import { parseRow, type ForkPoint } from '../../wire/index';
import { clientSection, forkPointOf } from '../../wire/wandb/index';
import { stepsBetween } from '../reading/history';
import type { ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';

/**
 * The lines that a fork begins with: the history of the run that it is forked from, up to the step of the fork. W&B's
 * clients name the parent in the config (`_wandb.value.branch_point`, seen with 0.31.0) and go on behind as many
 * lines as the new run turns out to have.
 */
export async function inheritedLines(
  store: StoreView,
  entity: string,
  project: string,
  point: ForkPoint | undefined,
): Promise<string[]> {
  const parent = point && (await store.runs.find(entity, project, point.run));
  if (!parent) return [];
  const lines = await stepsBetween(store, parent, { from: -Infinity, to: point.step }, Infinity);
  return lines.map(({ text }) => text);
}

/** From which run, at which step, a run is forked. */
export function parentOf({ name, config }: Pick<ServerRun, 'name'> & { config: string | null }): ForkPoint | undefined {
  return forkPointOf(clientSection(parseRow(config ?? '{}')), name);
}
