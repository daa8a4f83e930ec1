import { expect, test } from 'vitest';
import { LONG_TEXTS, type ListedRun, type ServerRun } from '../../../../../src/server/store/port/store';
import { makeRun, saying, UNSAID, type OpenStore } from './opened';

const listed = (run: ServerRun): ListedRun =>
  Object.fromEntries(
    Object.entries(run).filter(([field]) => !(LONG_TEXTS as readonly string[]).includes(field)),
  ) as unknown as ListedRun;

export function describeRuns(open: OpenStore): void {
  test('a run is found by name and by id, as it was made', async () => {
    await using opened = await open();
    const { store } = opened;
    const run = await makeRun(store, 'r', 'p', 5);
    expect(run).toMatchObject({ entity: 'local', project: 'p', name: 'r', displayName: 'shown', state: 'running' });
    expect(run).toMatchObject({ config: '{}', summary: '{}', tags: [], createdAt: 5, updatedAt: 5, heartbeatAt: 5 });
    expect(run).toMatchObject({ exitcode: null, stopRequested: false, preempting: false, textLength: 4 });
    expect(await store.runs.byId(run.id)).toEqual(run);
    expect(await store.runs.find('local', 'p', 'r')).toEqual(run);
    expect(await store.runs.find('local', 'q', 'r')).toBeNull();
    expect(await store.runs.byId(run.id + 1)).toBeNull();
    await expect(async () => makeRun(store, 'r')).rejects.toThrow();
  });

  test('what is said of a run is changed, and nothing else', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id, revision } = await makeRun(store);
    await store.runs.update(id, { ...UNSAID, displayName: 'new', config: '{"a":"é"}', notes: 'n', tags: ['x'] }, 8);
    await store.runs.update(id, { ...UNSAID, displayName: null, group: 'g', commit: 'c', sweep: 's' }, 9);
    const run = (await store.runs.byId(id))!;
    expect(run).toMatchObject({ displayName: 'new', config: '{"a":"é"}', notes: 'n', tags: ['x'], group: 'g' });
    expect(run).toMatchObject({ commit: 'c', sweep: 's', host: null, updatedAt: 9, revision: revision + 2 });
    expect(run.textLength).toBe(10 + 2 + 1);
  });

  test('lists have all runs of a project, the oldest first, without their long texts', async () => {
    await using opened = await open();
    const { store } = opened;
    const runs = [await makeRun(store, 'b'), await makeRun(store, 'a')];
    await makeRun(store, 'c', 'another');
    expect(await store.runs.list(runs[0]!.projectId)).toEqual(runs.map(listed));
    expect(await store.runs.count(runs[0]!.projectId)).toBe(2);
    expect(await store.runs.count(1_000)).toBe(0);
  });

  test('runs that fell silent between two moments are those that call themselves running', async () => {
    await using opened = await open();
    const { store } = opened;
    const [early, between, late, ended] = [
      await makeRun(store, 'early', 'p', 10),
      await makeRun(store, 'between', 'p', 20),
      await makeRun(store, 'late', 'p', 21),
      await makeRun(store, 'ended', 'p', 20),
    ];
    await store.runs.setState(ended.id, 'finished', 0, 20);
    expect(await store.runs.silentSince(10, 20)).toEqual([listed(between)]);
    expect((await store.runs.silentSince(9, 21)).map(({ id }) => id)).toEqual([early.id, between.id, late.id]);
  });

  test('a run ends, and begins anew: what it was asked to do before its end is over', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.runs.requestStop(id, 1);
    expect(await store.runs.byId(id)).toMatchObject({ stopRequested: true, updatedAt: 1 });
    await store.runs.setState(id, 'killed', 3, 2);
    const ended = (await store.runs.byId(id))!;
    expect(ended).toMatchObject({ state: 'killed', exitcode: 3, updatedAt: 2 });
    await store.runs.reopen(id, 4);
    expect(await store.runs.byId(id)).toMatchObject({
      state: 'running',
      exitcode: null,
      stopRequested: false,
      heartbeatAt: 4,
      revision: ended.revision + 1,
    });
    // One that runs is not opened again.
    await store.runs.reopen(id, 9);
    expect(await store.runs.byId(id)).toMatchObject({ heartbeatAt: 4, revision: ended.revision + 1 });
  });

  test('one that was interrupted is still to stop when it goes on: it may not have heard of it', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.runs.requestStop(id, 1);
    await store.runs.setState(id, 'interrupted', null, 2);
    await store.runs.reopen(id, 3);
    expect(await store.runs.byId(id)).toMatchObject({ state: 'running', stopRequested: true });
  });

  test('a run that is deleted leaves nothing but what is owed to the disk, and its artifacts', async () => {
    await using opened = await open();
    const { store } = opened;
    const [gone, stays] = [await makeRun(store, 'gone'), await makeRun(store, 'stays')];
    for (const { id } of [gone, stays]) {
      const streams = { history: { offset: 0, content: ['{"a":1}'] }, output: { offset: 0, content: ['x'] } };
      await store.write(id, saying({ streams }));
      await store.files.record(id, { name: 'f', size: 1, mimetype: 'text/plain', md5: 'm', updatedAt: 0 });
      await store.alerts.add(id, { title: 't', text: '', severity: 'WARN', createdAt: 0 }, 0, true);
    }
    await store.runs.delete(gone.id);
    expect(await store.runs.byId(gone.id)).toBeNull();
    expect(await store.lines.range(gone.id, 'history', 0, 10)).toEqual([]);
    expect(await store.lines.last(gone.id, 'output')).toBeNull();
    expect(await store.columns.keys(gone.id)).toEqual([]);
    expect(await store.files.list(gone.id)).toEqual([]);
    expect(await store.alerts.list(gone.id, 10)).toEqual([]);
    expect((await store.alerts.owed(10)).map(({ run }) => run)).toEqual(['stays']);
    expect(await store.removals.next(0)).toMatchObject({ run: gone.id, name: null });
    expect(await store.runs.list(stays.projectId)).toMatchObject([{ name: 'stays' }]);
    expect(await store.columns.keys(stays.id)).toHaveLength(1);
    // Its id is not given again: files of the old one may still lie there.
    expect((await makeRun(store, 'gone')).id).not.toBe(gone.id);
    await store.runs.delete(1_000_000);
  });
}
