import { expect, test } from 'vitest';
import { NO_LINES } from '../../../../../src/wire/index';
import { history, makeRun, saying, seenOf, textsOf, UNSAID, type OpenStore } from './opened';

/** Lets everything that can go on do so, a few times. */
async function letOthers(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
}

export function describeConcurrency(open: OpenStore): void {
  test('many writers write one run at once: each line is there once, in the order of its writer', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const clients = Array.from({ length: 8 }, (_, index) => `client ${index}`);
    const rowOf = (client: string, step: number) => JSON.stringify({ _step: step, by: client });
    await Promise.all(
      clients.map(async (client) => {
        await store.open(id, client, NO_LINES);
        for (let step = 0; step < 20; step += 2) {
          const content = [rowOf(client, step), rowOf(client, step + 1)];
          const delivery = saying({ writer: { client }, streams: { history: { offset: step, content } } });
          // Sent twice, as after an answer that was lost.
          await Promise.all([store.write(id, delivery), store.write(id, delivery)]);
          await letOthers(1);
        }
      }),
    );
    const rows = (await textsOf(store, id)).map((text) => JSON.parse(text) as { _step: number; by: string });
    expect(rows).toHaveLength(160);
    for (const client of clients) {
      const steps = rows.filter(({ by }) => by === client).map(({ _step }) => _step);
      expect(steps).toEqual(Array.from({ length: 20 }, (_, step) => step));
    }
    expect(await store.runs.byId(id)).toMatchObject({ lineCounts: { history: 160 } });
    expect(await store.columns.keys(id)).toMatchObject([
      { key: '_step', count: 160 },
      { key: 'by', count: 160 },
    ]);
  });

  test('whoever reads during a write sees all of it or nothing', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    let isDone = false;
    const looks: { counted: number; summary: string; state: string; rows: number; numbered: number }[] = [];
    const look = async () => {
      for (let turn = 0; !isDone; turn++) {
        const { lineCounts, summary, state } = (await store.runs.byId(id))!;
        const rows = (await store.lines.range(id, 'history', 0, 1e6)).length;
        const numbered = (await store.columns.keys(id))[0]?.count ?? 0;
        looks.push({ counted: lineCounts.history, summary, state, rows, numbered });
        // Microtasks and turns of the event loop: both are moments in which a write could be half done.
        if (turn % 5 === 4) await letOthers(1);
      }
    };
    const write = async () => {
      for (let count = 0; count < 40; count++) {
        const rows = Array.from({ length: 5 }, (_, row) => `{"a":${count * 5 + row}}`);
        const said = { ...history(count * 5, ...rows), summary: `{"rows":${(count + 1) * 5}}` };
        await store.write(id, saying({ ...said, exitcode: count % 2 === 0 ? 0 : null }));
        await letOthers(1);
      }
      isDone = true;
    };
    await Promise.all([write(), look(), look()]);
    expect(new Set(looks.map(({ rows }) => rows)).size).toBeGreaterThan(10);
    for (const { counted, summary, state, rows, numbered } of looks) {
      expect([counted % 5, rows % 5, numbered % 5]).toEqual([0, 0, 0]);
      expect(summary).toBe(counted === 0 ? '{}' : `{"rows":${counted}}`);
      expect(state).toBe(counted % 10 === 5 ? 'finished' : 'running');
      // What is asked later is not older.
      expect([rows >= counted, numbered >= rows]).toEqual([true, true]);
    }
  });

  test('a change that comes during a write is neither lost with it nor kept from it', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id, projectId } = await makeRun(store);
    const changes = Array.from({ length: 30 }, (_, count) => async () => {
      // Every other one is refused: what others do meanwhile must not be rolled back with it.
      const offset = count % 2 === 0 ? count : 2_000_000 + count;
      await (async () => store.write(id, saying(history(offset, `{"a":${count}}`))))().catch(() => undefined);
    });
    const others = Array.from({ length: 30 }, (_, count) => async () => {
      await store.runs.update(id, { ...UNSAID, displayName: `name ${count}` }, count);
      await store.create(projectId, `made ${count}`, UNSAID, ['{"b":1}'], 0);
      await store.facts.set(`fact ${count}`, count);
    });
    await Promise.all([...changes, ...others].map((work) => work()));
    expect(await textsOf(store, id)).toHaveLength(15);
    expect(await store.runs.count(projectId)).toBe(31);
    expect(await store.runs.byId(id)).toMatchObject({ displayName: 'name 29' });
    expect(await store.facts.get('fact 29')).toBe(29);
  });

  test('two that begin the same at once have one of it', async () => {
    await using opened = await open();
    const { store } = opened;
    const both = async <T>(work: () => Promise<T> | T) => Promise.all([1, 2].map(async () => work()));
    const projects = await both(() => store.projects.upsert('local', 'p', null, 0));
    expect(projects[0]!.project.id).toBe(projects[1]!.project.id);
    const project = projects[0]!.project.id;
    const [run, other] = await Promise.allSettled([1, 2].map(async () => store.create(project, 'r', UNSAID, [], 0)));
    expect([run!.status, other!.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const collections = await both(() => store.collections.upsert(project, 'c', 'sequence', 't', 0));
    expect(collections[0]).toEqual(collections[1]);
    const upstreams = await both(() => store.relays.upstream('http://up', false, 0));
    expect(upstreams[0]).toBe(upstreams[1]);
    const sweep = await store.sweeps.create(
      project,
      's',
      { config: '', description: null, displayName: null, seed: 1, priorRuns: [] },
      0,
    );
    const agent = await store.sweeps.addAgent(sweep.id, 'a', 'h', 0);
    const limits = { limit: 3, lostBefore: 0 };
    const places = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => store.sweeps.take(sweep.id, agent.id, `r${index}`, limits, 0)),
    );
    expect(places.map((place) => place?.place ?? null)).toEqual([0, 1, 2, null, null]);
  });

  test('a store that was read meanwhile has what was written, and what is opened again has it too', async () => {
    await using opened = await open();
    const { id } = await makeRun(opened.store);
    await Promise.all(
      Array.from({ length: 20 }, async (_, line) => opened.store.write(id, saying(history(line, `{"a":${line}}`)))),
    );
    const before = await seenOf(opened.store, id);
    expect(before.history).toHaveLength(20);
    expect(await seenOf(await opened.reopen(), id)).toEqual(before);
  });
}
