import { expect, test } from 'vitest';
import type { Store } from '../../../../../src/server/store/port/store';
import { UNSAID, makeRun, type OpenStore } from './opened';

const DRAFT = { config: 'method: grid', description: null, displayName: 'd', seed: 7, priorRuns: [3] };
const UNCHANGED = { config: null, description: null, displayName: null, state: null, priorRuns: null };

async function begin(store: Store) {
  const { projectId: project } = await makeRun(store);
  const sweep = await store.sweeps.create(project, 's', DRAFT, 1);
  const agent = async (name: string, now = 10) => (await store.sweeps.addAgent(sweep.id, name, 'host', now)).id;
  const take = (who: number, run: string, limits: { limit?: number; lostBefore?: number } = {}, now = 20) =>
    store.sweeps.take(sweep.id, who, run, { limit: null, lostBefore: 0, ...limits }, now);
  const start = (name: string) => store.create(project, name, UNSAID, [], 20);
  return { project, sweep, agent, take, start };
}

export function describeSweeps(open: OpenStore): void {
  test('sweeps are found, listed the newest first, and changed', async () => {
    await using opened = await open();
    const { sweeps } = opened.store;
    const { project, sweep } = await begin(opened.store);
    expect(sweep).toMatchObject({
      projectId: project,
      name: 's',
      state: 'PENDING',
      ...DRAFT,
      createdAt: 1,
      updatedAt: 1,
    });
    expect(await sweeps.byId(sweep.id)).toEqual(sweep);
    expect(await sweeps.find(project, 's')).toEqual(sweep);
    expect(await sweeps.find(project, 't')).toBeNull();
    const second = await sweeps.create(project, 't', DRAFT, 2);
    expect(await sweeps.list(project)).toEqual([second, sweep]);
    expect(await sweeps.count(project)).toBe(2);
    await sweeps.update(sweep.id, { ...UNCHANGED, state: 'RUNNING', priorRuns: [] }, 5);
    expect(await sweeps.byId(sweep.id)).toEqual({ ...sweep, state: 'RUNNING', priorRuns: [], updatedAt: 5 });
  });

  test('agents give signs of life, and end', async () => {
    await using opened = await open();
    const { sweeps } = opened.store;
    const { sweep, agent } = await begin(opened.store);
    const id = await agent('a');
    const made = (await sweeps.agent(id))!;
    expect(made).toMatchObject({ sweepId: sweep.id, name: 'a', host: 'host', ended: false, heartbeatAt: 10 });
    await sweeps.beat(id, true, 30);
    expect(await sweeps.agents(sweep.id)).toEqual([{ ...made, ended: true, heartbeatAt: 30 }]);
    expect(await sweeps.agent(id + 1)).toBeNull();
  });

  test('places are given in order, up to the limit, each to one agent', async () => {
    await using opened = await open();
    const { store } = opened;
    const { agent, take, start } = await begin(store);
    const [a, b] = [await agent('a'), await agent('b')];
    expect(await take(a, 'r0', { limit: 2 })).toEqual({ place: 0, run: 'r0', begunBefore: false });
    expect(await take(b, 'r1', { limit: 2 })).toEqual({ place: 1, run: 'r1', begunBefore: false });
    expect(await take(a, 'r2', { limit: 2 })).toBeNull();
    const run = await start('r1');
    expect((await store.sweeps.runsOf(b)).map(({ id }) => id)).toEqual([run.id]);
    expect(await store.sweeps.runsOf(a)).toEqual([]);
  });

  test('a place whose run never came is given again when its agent has been silent', async () => {
    await using opened = await open();
    const { agent, take } = await begin(opened.store);
    const [a, b] = [await agent('a', 10), await agent('b', 50)];
    await take(a, 'r0');
    expect(await take(b, 'new', { lostBefore: 10, limit: 1 })).toBeNull();
    expect(await take(b, 'new', { lostBefore: 11, limit: 1 })).toEqual({ place: 0, run: 'new', begunBefore: false });
  });

  test('the run of a place that was preempted is given again by its name, to one agent', async () => {
    await using opened = await open();
    const { store } = opened;
    const { agent, take, start } = await begin(store);
    const [a, b] = [await agent('a', 50), await agent('b', 50)];
    await take(a, 'r0');
    const run = await start('r0');
    expect(await take(b, 'new', { limit: 1 })).toBeNull();
    await store.runs.setState(run.id, 'preempted', 1, 25);
    expect(await take(b, 'new', { limit: 1 }, 30)).toEqual({ place: 0, run: 'r0', begunBefore: true });
    expect(await store.runs.byId(run.id)).toMatchObject({ state: 'pending', exitcode: null });
    expect(await take(a, 'new', { limit: 1 }, 31)).toBeNull();
  });

  test('a settled place has a run that was there before, and waits for nobody', async () => {
    await using opened = await open();
    const { store } = opened;
    const { sweep, agent, take } = await begin(store);
    const a = await agent('a', 10);
    await take(a, 'new');
    await store.sweeps.settle(sweep.id, 0, 'r');
    expect(await store.sweeps.runsOf(a)).toEqual([]);
    expect(await take(a, 'next', { lostBefore: 1_000, limit: 1 })).toBeNull();
  });

  test('who is at work is known by a sign of life, of the run once it has begun', async () => {
    await using opened = await open();
    const { store } = opened;
    const { sweep, agent, take, start } = await begin(store);
    const [a, b] = [await agent('a', 10), await agent('b', 10)];
    await take(a, 'r0');
    expect(await store.sweeps.atWork(sweep.id, b, 9)).toBe(1);
    expect(await store.sweeps.atWork(sweep.id, b, 10)).toBe(0);
    expect(await store.sweeps.atWork(sweep.id, a, 9)).toBe(0);
    const run = await start('r0');
    expect(await store.sweeps.atWork(sweep.id, b, 19)).toBe(1);
    await store.runs.setState(run.id, 'finished', 0, 21);
    expect(await store.sweeps.atWork(sweep.id, b, 19)).toBe(0);
  });
}
