import { expect, test } from 'vitest';
import { StoreRefusal } from '../../../../../src/server/store/port/store';
import { history, makeRun, saying, seenOf, textsOf, type OpenStore } from './opened';

export function describeWrite(open: OpenStore): void {
  const begin = async () => {
    const opened = await open();
    return { opened, store: opened.store, id: (await makeRun(opened.store)).id };
  };

  test('a delivery is stored whole, and says what it has changed', async () => {
    const { opened, store, id } = await begin();
    await using _ = opened;
    const streams = {
      history: { offset: 0, content: ['{"a":1}', 'no row'] },
      events: { offset: 0, content: ['{"cpu":1}'] },
      output: { offset: 0, content: ['hello'] },
    };
    const written = (await store.write(id, saying({ streams, summary: '{"a":1}', receivedAt: 5 })))!;
    expect(written.run).toEqual(await store.runs.byId(id));
    expect(written.run).toMatchObject({ lineCounts: { history: 2, events: 1, output: 1 }, summary: '{"a":1}' });
    expect(written.run).toMatchObject({ heartbeatAt: 5, updatedAt: 5, state: 'running' });
    expect(written.changes).toEqual({
      history: [
        { number: 0, before: null, after: { a: 1 } },
        { number: 1, before: null, after: null },
      ],
      events: [{ number: 0, before: null, after: { cpu: 1 } }],
      output: [{ number: 0, text: 'hello' }],
    });
    expect(await store.write(id + 1, saying({ streams }))).toBeNull();
  });

  test('what is delivered twice is there once, and changes nothing', async () => {
    const { opened, store, id } = await begin();
    await using _ = opened;
    const delivery = saying({ ...history(0, '{"a":1}', '{"a":2}'), summary: '{"a":2}', receivedAt: 5 });
    await store.write(id, delivery);
    const before = await seenOf(store, id);
    const { changes } = (await store.write(id, delivery))!;
    expect(changes).toEqual({ history: [], events: [], output: [] });
    expect(await seenOf(store, id)).toEqual(before);
  });

  test('a line that differs takes the place of the one before, and out-of-order lines are kept', async () => {
    const { opened, store, id } = await begin();
    await using _ = opened;
    await store.write(id, saying(history(2, '{"a":2}')));
    await store.write(id, saying(history(0, '{"a":0}')));
    const { changes, run } = (await store.write(id, saying(history(0, '{"a":0}', '{"a":1}', '{"b":2}'))))!;
    expect(changes.history).toEqual([
      { number: 1, before: null, after: { a: 1 } },
      { number: 2, before: { a: 2 }, after: { b: 2 } },
    ]);
    expect(run.lineCounts.history).toBe(3);
    expect(await textsOf(store, id)).toEqual(['{"a":0}', '{"a":1}', '{"b":2}']);
  });

  test.for([
    ['gap-too-large', history(1_000_001, '{}'), 'Line 1000001 of "history" is more than 1000000 lines beyond the 0'],
    [
      'no-room',
      { streams: { events: { offset: 0, content: { length: 2 ** 31 } as string[] } } },
      'room for 2147483647',
    ],
  ] as const)('%s: lines that cannot lie there are refused, and nothing of the delivery is kept', async (each) => {
    const [reason, streams, message] = each;
    const { opened, store, id } = await begin();
    await using _ = opened;
    const before = await seenOf(store, id);
    const refused = await (async () =>
      store.write(id, saying({ ...streams, summary: '{"a":1}', exitcode: 0, receivedAt: 9 })))().catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(StoreRefusal);
    expect(refused).toMatchObject({ reason, message: expect.stringContaining(message) as string });
    expect(await seenOf(store, id)).toEqual(before);
    expect((await store.write(id, saying(history(1_000_000, '{}'))))?.run.lineCounts.history).toBe(1_000_001);
  });

  test('too-many-keys: what would change too many columns at once is refused, and nothing of it is kept', async () => {
    const { opened, store, id } = await begin();
    await using _ = opened;
    // Each line that has keys lies in another block.
    const row = JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_each, key) => [`k${key}`, 1])));
    const write = async (lines: number) => {
      const content = Array.from({ length: lines * 1024 }, (_each, line) => (line % 1024 === 0 ? row : '{}'));
      return store.write(id, saying({ streams: { history: { offset: 0, content } } }));
    };
    const before = await seenOf(store, id);
    const refused = await write(176).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'StoreRefusal', reason: 'too-many-keys' });
    expect(await seenOf(store, id)).toEqual(before);
    expect((await write(1))?.changes.history).toHaveLength(1_024);
  });

  test('an end, a rest and a new beginning are told by what is delivered', async () => {
    const { opened, store, id } = await begin();
    await using _ = opened;
    const state = async (said: Parameters<typeof saying>[0]) => (await store.write(id, saying(said)))!.run;
    expect(await state({ interruptedAt: 3, receivedAt: 9 })).toMatchObject({ state: 'interrupted', heartbeatAt: 3 });
    expect(await state({ receivedAt: 10 })).toMatchObject({ state: 'running', heartbeatAt: 10 });
    expect(await state({ exitcode: 3, receivedAt: 11 })).toMatchObject({ state: 'failed', exitcode: 3 });
    // An old request that arrives late has no new lines.
    expect(await state({ interruptedAt: 5, receivedAt: 12 })).toMatchObject({ state: 'failed', heartbeatAt: 5 });
    expect(await state({ receivedAt: 12 })).toMatchObject({ state: 'failed', exitcode: 3 });
    expect(await state({ ...history(0, '{}'), receivedAt: 13 })).toMatchObject({ state: 'running', exitcode: null });
    expect(await state({ preempting: true, receivedAt: 14 })).toMatchObject({ state: 'running', preempting: true });
    expect(await state({ exitcode: 255, receivedAt: 15 })).toMatchObject({ state: 'preempted', preempting: true });
    // A page may say any number.
    expect(await state({ interruptedAt: 1e15, receivedAt: 16 })).toMatchObject({ heartbeatAt: 16 });
    expect(await state({ interruptedAt: -5, receivedAt: 17 })).toMatchObject({ heartbeatAt: 0 });
  });

  test('a summary is taken word for word, and is a change of the record only when no rows lead to it', async () => {
    const { opened, store, id } = await begin();
    await using _ = opened;
    const { revision } = (await store.runs.byId(id))!;
    const write = async (said: Parameters<typeof saying>[0]) => (await store.write(id, saying(said)))!.run;
    expect(await write({ ...history(0, '{}'), summary: '{ "a": NaN }' })).toMatchObject({
      summary: '{ "a": NaN }',
      revision,
    });
    expect(await write({ summary: '{ "a": NaN }' })).toMatchObject({ revision });
    expect(await write({ summary: '{"a":2}' })).toMatchObject({ summary: '{"a":2}', revision: revision + 1 });
    expect(await write({ summary: 'no row' })).toMatchObject({ summary: '{"a":2}', revision: revision + 1 });
  });
}
