import { describe, expect, test } from 'vitest';
import { NO_LINES } from '../../../../../src/wire/index';
import type { Store } from '../../../../../src/server/store/port/store';
import { commit, draft } from './artifacts';
import { owedOf } from './files';
import { ROWS } from './keep-writing';
import { history, makeRun, saying, seenOf, textsOf, UNSAID, type OpenStore } from './opened';

/** All that can be seen of the project `p`, so that two of these are equal when nothing has changed. */
async function allOf(store: Store) {
  const project = (await store.projects.find('local', 'p'))!;
  const runs = await store.runs.list(project.id);
  const collections = await store.collections.list(project.id, null);
  return {
    runs: await Promise.all(runs.map(({ id }) => seenOf(store, id))),
    relayed: await Promise.all(runs.map(async ({ id }) => store.relays.find(1, id))),
    collections,
    members: await Promise.all(collections.map(async ({ id }) => store.collections.members(id))),
    aliases: await Promise.all(collections.map(async ({ id }) => store.collections.aliases({ collection: id }))),
    artifacts: await Promise.all(collections.map(async ({ id }) => store.artifacts.latest(id))),
    begun: await store.artifacts.byClientId('x'),
    contents: (await store.contents.list()).toSorted(),
    owedAlerts: await store.alerts.owed(100),
    removals: await owedOf(store),
    places: await Promise.all((await store.sweeps.list(project.id)).map(async ({ id }) => store.sweeps.agents(id))),
  };
}

const identityOf = (storageId: string) => ({ storageId, entity: 'e', project: 'p', name: 'r' }) as never;

/** A store with something of everything. */
async function fill(store: Store) {
  const run = await makeRun(store);
  await store.relays.upstream('http://up', true, 0);
  await store.relays.update(1, run.id, (relayed) => void (relayed.identity = identityOf('one')));
  await store.open(run.id, null, NO_LINES);
  const rows = ['{"_step":0,"_timestamp":1,"a":1}', '{"_step":1,"_timestamp":2,"a":2,"t":"x"}'];
  const streams = { history: { offset: 0, content: rows }, output: { offset: 0, content: ['hello'] } };
  await store.write(run.id, saying({ writer: { client: null }, streams, summary: '{"a":2}' }));
  for (const name of ['f', 'g'])
    await store.files.record(run.id, { name, size: 1, mimetype: 'text/plain', md5: 'm', updatedAt: 0 });
  await store.alerts.add(run.id, { title: 'old', text: '', severity: 'WARN', createdAt: 0 }, 0, true);
  const sequence = (await store.collections.upsert(run.projectId, 'c', 'sequence', 't', 0)).id;
  const artifact = await commit(store, await store.artifacts.create(draft(sequence, 'd'), 0), 'm');
  await store.contents.record('unused', 1);
  const pending = await store.artifacts.create(draft(sequence, 'e', { runId: run.id, aliases: ['x'] }), 0);
  return { run: run.id, project: run.projectId, sequence, artifact: artifact.id, pending: pending.id };
}

type Filled = Awaited<ReturnType<typeof fill>>;

/** Processes start and are built; on a busy machine that takes its time. */
const KILL_LIMIT_MS = 120_000;

/** Changes of more than one step. */
const CHANGES: [what: string, change: (store: Store, filled: Filled) => unknown][] = [
  [
    'a delivery of new and changed lines, a summary and an end',
    (store, { run }) => {
      const streams = {
        history: { offset: 1, content: ['{"_step":1,"_timestamp":2,"b":1}', '{"_step":2,"_timestamp":3,"a":3}'] },
        events: { offset: 0, content: ['{"cpu":1}'] },
        output: { offset: 1, content: ['more'] },
      };
      return store.write(run, saying({ streams, summary: '{"a":3}', exitcode: 1, preempting: true, receivedAt: 9 }));
    },
  ],
  [
    'a delivery of a writer that was not known',
    (store, { run }) => {
      const streams = { history: { offset: 0, content: ['{"_step":0,"_timestamp":7}'] } };
      return store.write(run, saying({ writer: { client: 'w' }, streams, summary: '{"b":1}', receivedAt: 9 }));
    },
  ],
  ['a rewinding', (store, { run }) => store.rewind(run, 0, 9)],
  ['a run with a history', (store, { project }) => store.create(project, 'new', UNSAID, ['{"a":1}', '{"b":2}'], 9)],
  ['a deletion of a run', (store, { run }) => store.runs.delete(run)],
  [
    'a deletion of files',
    async (store, { run }) => store.files.delete((await store.files.list(run)).map(({ id }) => id)),
  ],
  [
    'an alert that somebody is told of',
    (store, { run }) => store.alerts.add(run, { title: 'new', text: '', severity: 'WARN', createdAt: 0 }, 0, true),
  ],
  [
    'an artifact that is begun',
    (store, { sequence, run }) => store.artifacts.create(draft(sequence, 'f', { clientId: 'x', runId: run }), 9),
  ],
  [
    'an artifact that is committed',
    (store, { pending }) => {
      const files = [{ path: 'a', digest: 'unused', size: 1, ref: null }];
      return store.artifacts.commit(pending, { digest: 'e', manifest: 'm', files }, 9);
    },
  ],
  ['an artifact that is deleted', (store, { artifact }) => store.artifacts.delete(artifact)],
  ['a collection that is deleted', (store, { sequence }) => store.collections.delete(sequence)],
  ['a removal of unused content', (store) => store.contents.forgetUnused()],
  [
    'a run that is another one at an upstream',
    (store, { run }) =>
      store.relays.update(1, run, (relayed) => Object.assign(relayed, { identity: identityOf('two'), revision: 1 })),
  ],
];

export function describeCrash(open: OpenStore): void {
  describe.each(CHANGES)('%s', (_what, change) => {
    test('is there whole or not at all, whichever step is the last before a power cut', async () => {
      await using opened = await open();
      const filled = await fill(opened.store);
      const before = await allOf(opened.store);
      const cuts: Promise<Awaited<ReturnType<OpenStore>>>[] = [];
      const stop = opened.beforeEachStep(() => void cuts.push(opened.afterPowerCut()));
      await change(opened.store, filled);
      stop();
      const after = await allOf(opened.store);
      expect(after).not.toEqual(before);
      expect(cuts.length).toBeGreaterThan(1);
      for (const cut of cuts) {
        await using found = await cut;
        expect(await allOf(found.store)).toEqual(before);
      }
      await using last = await opened.afterPowerCut();
      expect(await allOf(last.store)).toEqual(after);
    });

    test('is not there at all when one of its steps fails, and can be done then', async () => {
      await using opened = await open();
      const filled = await fill(opened.store);
      const before = await allOf(opened.store);
      for (let fails = 1; ; fails++) {
        let count = 0;
        const stop = opened.beforeEachStep(() => {
          if (++count === fails) throw new Error('this step fails');
        });
        const failed = await (async () => change(opened.store, filled))().then(
          () => null,
          (error: unknown) => error,
        );
        stop();
        if (failed === null) break;
        expect(failed).toMatchObject({ message: 'this step fails' });
        expect(await allOf(opened.store)).toEqual(before);
      }
      expect(await allOf(opened.store)).not.toEqual(before);
    });
  });

  test('a writer that announces itself is known or not, whichever step is the last before a power cut', async () => {
    await using opened = await open();
    const { store } = opened;
    const run = await makeRun(store);
    await store.write(run.id, saying(history(0, '{"_step":0,"_timestamp":1}')));
    const cuts: ReturnType<OpenStore>[] = [];
    const stop = opened.beforeEachStep(() => void cuts.push(opened.afterPowerCut()));
    await store.open(run.id, null, NO_LINES);
    stop();
    expect(cuts.length).toBeGreaterThan(3);
    const another = '{"_step":0,"_timestamp":9}';
    const send = async (to: Store) => {
      await to.write(run.id, saying({ writer: { client: null }, ...history(0, another) }));
      return textsOf(to, run.id);
    };
    for (const cut of cuts) {
      await using found = await cut;
      // Of one that is not known, the lines are those of the run itself.
      expect(await send(found.store)).toEqual([another]);
    }
    await using last = await opened.afterPowerCut();
    expect(await send(last.store)).toEqual(['{"_step":0,"_timestamp":1}', another]);
  });

  test(
    'a process that is killed has left each delivery whole, and all that it acknowledged',
    async () => {
      await using opened = await open();
      for (let round = 0; round < 3; round++) {
        const child = await opened.writeInProcess();
        await child.acknowledged(3 + round * 4);
        const acknowledged = await child.kill();
        const store = await opened.reopen();
        const run = (await store.runs.find('local', 'p', 'written'))!;
        const { deliveries } = JSON.parse(run.summary) as { deliveries: number };
        // It may have died before it could say so.
        expect([acknowledged, acknowledged + 1]).toContain(deliveries);
        const rows = Array.from({ length: deliveries * ROWS }, (_, row) => row);
        expect(await textsOf(store, run.id)).toEqual(rows.map((row) => JSON.stringify({ _step: row, a: row })));
        expect(Array.from((await store.columns.numbers(run.id, 'a')).values)).toEqual(rows);
        expect(await textsOf(store, run.id, 'output')).toEqual(
          Array.from({ length: deliveries }, (_, count) => `printed ${count}`),
        );
        // The next delivery comes where the last one ended, as of the same writer.
        const offset = deliveries * ROWS;
        await store.write(run.id, saying({ writer: { client: 'client' }, ...history(offset, `{"_step":${offset}}`) }));
        expect(await textsOf(store, run.id)).toHaveLength(offset + 1);
        await store.runs.delete(run.id);
      }
    },
    KILL_LIMIT_MS,
  );
}
