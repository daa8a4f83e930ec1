import { clientSection } from '../wire/config';
import { isRow, parseRow } from '../wire/line';
import { stepsBetween } from './history';
import type { Site } from './site';
import type { StoredRun } from './store/store';

const BATCH = 5000;

/**
 * Gives a new run the history of the run that it is forked from, up to the step of the fork. W&B's clients name the parent in the config
 * (`_wandb.value.branch_point`, wandb-protocol.md 2.3) and go on behind as many lines as the new run turns out to have.
 */
export async function inheritHistory(run: StoredRun, { store, now }: Site): Promise<StoredRun> {
  const point = parentOf(run);
  const parent = point && (await store.runs.find(run.entity, run.project, point.run));
  if (!parent) return run;
  const lines = await stepsBetween(store, parent, { from: -Infinity, to: point.step }, Infinity);
  for (let offset = 0; offset < lines.length; offset += BATCH) {
    const content = lines.slice(offset, offset + BATCH).map(({ text }) => text);
    await store.write(run.id, {
      streams: { history: { offset, content } },
      summary: null,
      exitcode: null,
      interruptedAt: null,
      receivedAt: now(),
    });
  }
  return (await store.runs.byId(run.id)) ?? run;
}

/** From which run, at which step, a run is forked; null for others, rewound ones among them, which name themselves. */
export function parentOf({ name, config }: StoredRun): { run: string; step: number } | null {
  const { branch_point: point } = clientSection(parseRow(config));
  const { run_id: run, step } = isRow(point) ? point : {};
  return typeof run === 'string' && typeof step === 'number' && run !== name ? { run, step } : null;
}
