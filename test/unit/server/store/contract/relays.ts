import { expect, test } from 'vitest';
import { NO_LINES } from '../../../../../src/wire/index';
import { history, makeRun, saying, UNSAID, type OpenStore } from './opened';

const identity = { storageId: 's', entity: 'e', project: 'p', name: 'r' } as never;

export function describeRelays(open: OpenStore): void {
  test('an upstream has one number, and is owed what has changed since it was first named', async () => {
    await using opened = await open();
    const { store } = opened;
    const old = await makeRun(store, 'old', 'p', 1);
    await store.runs.setState(old.id, 'finished', 0, 2);
    const running = await makeRun(store, 'running', 'p', 1);
    const upstream = await store.relays.upstream('http://up', false, 10);
    expect(await store.relays.upstream('http://up', false, 20)).toBe(upstream);
    const other = await store.relays.upstream('http://other', false, 10);
    expect(other).not.toBe(upstream);
    expect(await store.relays.owed(upstream)).toEqual([running.id]);
    const late = await makeRun(store, 'late', 'p', 11);
    expect(await store.relays.owed(upstream)).toEqual([running.id, late.id]);
    await store.relays.upstream('http://up', true, 30);
    expect(await store.relays.owed(upstream)).toEqual([old.id, running.id, late.id]);
    expect(await store.relays.owed(other)).toEqual([running.id, late.id]);
  });

  test('how far a run has come is kept by upstream, and what is rewritten is owed again', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id, revision } = await makeRun(store);
    await store.write(id, saying(history(0, '{"a":1}', '{"a":2}', '{"a":3}')));
    const upstream = await store.relays.upstream('http://up', true, 0);
    expect(await store.relays.find(upstream, id)).toEqual({
      claimed: false,
      identity: null,
      revision: 0,
      lineCounts: NO_LINES,
      rewrites: 0,
      ended: false,
      dropped: null,
    });
    const told = await store.relays.update(upstream, id, (relayed, run) => {
      expect(run.lineCounts.history).toBe(3);
      Object.assign(relayed, { identity, revision, lineCounts: run.lineCounts, rewrites: 7, dropped: 'a file' });
    });
    expect(told).toMatchObject({ identity, revision, lineCounts: { history: 3 } });
    expect(await store.relays.find(upstream, id)).toMatchObject({ rewrites: 0, dropped: 'a file', ended: false });
    expect(await store.relays.owed(upstream)).toEqual([]);
    await store.write(id, saying(history(1, '{"a":9}')));
    expect(await store.relays.find(upstream, id)).toMatchObject({ lineCounts: { history: 1 }, rewrites: 1 });
    expect(await store.relays.owed(upstream)).toEqual([id]);
    expect(await store.relays.update(upstream, id + 1, () => expect.unreachable())).toBeNull();
  });

  test('an end is owed once more when the run has ended anew', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id, revision } = await makeRun(store);
    const upstream = await store.relays.upstream('http://up', true, 0);
    await store.runs.setState(id, 'finished', 0, 1);
    await store.relays.update(upstream, id, (relayed) => Object.assign(relayed, { revision, ended: true }));
    expect(await store.relays.owed(upstream)).toEqual([]);
    await store.runs.setState(id, 'failed', 1, 2);
    expect(await store.relays.owed(upstream)).toEqual([id]);
  });

  test('a name and project are claimed at an upstream by the first run that wants them', async () => {
    await using opened = await open();
    const { store } = opened;
    const first = await makeRun(store, 'r');
    const { project } = await store.projects.upsert('another', 'p', null, 0);
    const second = await store.create(project.id, 'r', UNSAID, [], 0);
    const upstream = await store.relays.upstream('http://up', true, 0);
    expect(await store.relays.claim(upstream, first.id)).toBeNull();
    expect(await store.relays.claim(upstream, first.id)).toBeNull();
    expect(await store.relays.claim(upstream, second.id)).toMatchObject({ id: first.id });
    expect(await store.relays.find(upstream, second.id)).toMatchObject({ claimed: false });
    const elsewhere = await store.relays.upstream('http://other', true, 0);
    expect(await store.relays.claim(elsewhere, second.id)).toBeNull();
  });

  test('files are owed until the upstream has them with this content, and all again to a run made anew', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const upstream = await store.relays.upstream('http://up', true, 0);
    const record = (name: string, md5: string) =>
      store.files.record(id, { name, size: 1, mimetype: 'text/plain', md5, updatedAt: 0 });
    await record('a', '1');
    await record('b', '1');
    await store.relays.update(upstream, id, (relayed) => Object.assign(relayed, { identity }));
    await store.relays.putFile(upstream, id, 'a', '1');
    const owed = async () => (await store.relays.owedFiles(upstream, id)).map(({ name }) => name);
    expect(await owed()).toEqual(['b']);
    await record('a', '2');
    expect(await owed()).toEqual(['a', 'b']);
    await store.relays.putFile(upstream, id, 'a', '2');
    await store.relays.putFile(upstream, id, 'b', '1');
    expect(await owed()).toEqual([]);
    await store.relays.update(upstream, id, (relayed) => {
      relayed.identity = { ...relayed.identity!, storageId: 'another' };
    });
    expect(await owed()).toEqual(['a', 'b']);
  });
}
