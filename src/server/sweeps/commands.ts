import { isDeepStrictEqual } from 'node:util';
import { parseRow, type Row, makeRunId } from '../../wire/index';
import { unwrapConfig } from '../../wire/wandb/index';
import { SILENCE_MS } from '../runs/run-state';
import type { StoredAgent, StoredSweep } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';
import type { Arguments } from './parameters';
import { pointOf, readPlan } from './plan';

/** What an agent is to do next; W&B's agents know these. */
export type Command =
  | { type: 'run' | 'resume'; run_id: string; program: string | null; args: Arguments }
  | { type: 'stop'; run_id: string }
  | { type: 'exit' };

const NO_CHANGES = { config: null, description: null, displayName: null, priorRuns: null };

/**
 * What an agent that is at work on these runs is to do next. It gets one run at a time.
 *
 * A run that has begun and crashed is not tried again, as W&B has it; one that was preempted is, under its name. A
 * place whose run never began is given to another agent once its own has been silent for so long that it must be gone.
 */
export async function commandsFor(
  agent: StoredAgent,
  sweep: StoredSweep,
  runs: string[],
  store: StoreView,
  now: number,
): Promise<Command[]> {
  await store.sweeps.beat(agent.id, false, now);
  const exit = async (): Promise<Command[]> => {
    await store.sweeps.beat(agent.id, true, now);
    return [{ type: 'exit' }];
  };
  const stops: Command[] = [];
  const project = runs.length > 0 ? await store.projects.byId(sweep.projectId) : null;
  for (const name of runs) {
    const run = project && (await store.runs.find(project.entity, project.name, name));
    if (run?.stopRequested || sweep.state === 'CANCELED') stops.push({ type: 'stop', run_id: name });
  }
  if (sweep.state === 'CANCELED') return [...stops, ...(await exit())];
  if (runs.length > 0 || sweep.state === 'PAUSED') return stops;
  if (sweep.state === 'PENDING') await store.sweeps.update(sweep.id, { ...NO_CHANGES, state: 'RUNNING' }, now);
  return sweep.state === 'FINISHED' ? exit() : ((await nextRun(agent, sweep, store, now)) ?? exit());
}

async function nextRun(
  agent: StoredAgent,
  sweep: StoredSweep,
  store: StoreView,
  now: number,
): Promise<Command[] | null> {
  const plan = readPlan(sweep.config);
  const lostBefore = now - SILENCE_MS;
  const done = plan.method === 'grid' ? await finishedRuns(sweep.priorRuns, store) : [];
  for (;;) {
    const taken = await store.sweeps.take(sweep.id, agent.id, makeRunId(), { limit: plan.limit, lostBefore }, now);
    if (!taken) break;
    const args = pointOf(plan, sweep.seed, taken.place);
    const found = done.findIndex(({ config }) => hasArguments(config, args));
    const [same] = found < 0 ? [] : done.splice(found, 1);
    if (!same) return [{ type: taken.begunBefore ? 'resume' : 'run', run_id: taken.run, program: plan.program, args }];
    await store.sweeps.settle(sweep.id, taken.place, same.name);
  }
  if ((await store.sweeps.atWork(sweep.id, agent.id, lostBefore)) === 0) {
    await store.sweeps.update(sweep.id, { ...NO_CHANGES, state: 'FINISHED' }, now);
  }
  return null;
}

async function finishedRuns(ids: number[], store: StoreView): Promise<{ name: string; config: Row }[]> {
  const found = [];
  for (const id of ids) {
    const run = await store.runs.byId(id);
    if (run?.state === 'finished') found.push({ name: run.name, config: unwrapConfig(parseRow(run.config)) });
  }
  return found;
}

function hasArguments(config: Row, args: Arguments): boolean {
  // Both as they are read from JSON, of the same prototypes.
  const wanted = unwrapConfig(parseRow(JSON.stringify(args)));
  return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(config[name], value));
}
