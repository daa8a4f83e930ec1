import { expect, test } from 'vitest';
import { history, makeRun, saying, seenOf, textsOf, UNSAID, type OpenStore } from './opened';

const rowsOf = (...steps: number[]) => steps.map((step) => JSON.stringify({ _step: step, a: step * 10 }));

export function describeCreateAndRewind(open: OpenStore): void {
  test('a run begins with the history that it is given, as if it had been written', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id: projectId } = (await store.projects.upsert('local', 'p', null, 0)).project;
    const lines = Array.from({ length: 5_001 }, (_, step) => JSON.stringify({ _step: step, a: step * 10 }));
    const made = await store.create(projectId, 'fork', { ...UNSAID, config: '{"c":1}', tags: ['t'] }, lines, 3);
    expect(made).toMatchObject({ name: 'fork', config: '{"c":1}', tags: ['t'], state: 'running', createdAt: 3 });
    expect(made.lineCounts).toEqual({ history: 5_001, events: 0, output: 0 });
    expect(await textsOf(store, made.id)).toEqual(lines);
    expect(await store.columns.keys(made.id)).toMatchObject([{ key: '_step', count: 5_001 }, { key: 'a' }]);
  });

  test('a history is rewound to a step: what came later, was printed and measured is forgotten', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const upstream = await store.relays.upstream('http://up', true, 0);
    await store.write(
      id,
      saying({
        streams: {
          history: { offset: 0, content: rowsOf(0, 1, 5, 2, 6) },
          events: { offset: 0, content: ['{"cpu":1}'] },
          output: { offset: 0, content: ['x'] },
        },
      }),
    );
    await store.relays.update(upstream, id, (relayed, run) => Object.assign(relayed, { lineCounts: run.lineCounts }));
    await store.rewind(id, 2, 9);
    // Where rows came out of order, those that stay close up.
    expect(await textsOf(store, id)).toEqual(rowsOf(0, 1, 2));
    const seen = await seenOf(store, id);
    expect(seen).toMatchObject({ events: [], output: [], run: { heartbeatAt: 9 } });
    expect(seen.run!.lineCounts).toEqual({ history: 3, events: 0, output: 0 });
    expect(Array.from((await store.columns.numbers(id, 'a')).values)).toEqual([0, 10, 20]);
    expect((await store.relays.find(upstream, id)).lineCounts).toEqual({ history: 2, events: 0, output: 0 });
    await store.write(id, saying(history(3, ...rowsOf(3))));
    expect(await textsOf(store, id)).toEqual(rowsOf(0, 1, 2, 3));
  });

  test('a run that does not number its steps is rewound by its lines', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.write(id, saying(history(0, '{"a":0}', '{"a":1}', '{"a":2}')));
    await store.rewind(id, 1, 0);
    expect(await textsOf(store, id)).toEqual(['{"a":0}', '{"a":1}']);
    await store.rewind(id, 1e18, 0);
    expect(await textsOf(store, id)).toHaveLength(2);
    await store.rewind(id, -1, 0);
    expect(await textsOf(store, id)).toEqual([]);
    await store.rewind(1_000, 0, 0);
  });
}
