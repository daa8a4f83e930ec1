import { expect, test } from 'vitest';
import { NO_LINES, type StreamName } from '../../../../../src/wire/index';
import type { Store } from '../../../../../src/server/store/port/store';
import { makeRun, saying, textsOf, type OpenStore } from './opened';

const row = (process: number, step: number) => JSON.stringify({ _step: step, _timestamp: process * 1_000 + step });

/** Sends lines as a client does that numbers them on its own. */
const send = (
  store: Store,
  run: number,
  client: string | null,
  stream: StreamName,
  offset: number,
  content: string[],
) => store.write(run, saying({ writer: { client }, streams: { [stream]: { offset, content } } }));

export function describeWriters(open: OpenStore): void {
  test('clients that share a run number their lines on their own, and none overwrites what is another’s', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    for (const client of ['a', 'b']) await store.open(id, client, NO_LINES);
    await store.open(id, 'a', NO_LINES);
    await send(store, id, 'a', 'history', 0, ['{"a":0}']);
    await send(store, id, 'b', 'history', 0, ['{"b":0}', '{"b":1}']);
    await send(store, id, 'a', 'history', 1, ['{"a":1}']);
    await send(store, id, 'b', 'history', 1, ['{"b":1}', '{"b":2}']);
    await send(store, id, 'a', 'history', 0, ['{"a":0}', '{"a":1}']);
    expect(await textsOf(store, id)).toEqual(['{"a":0}', '{"b":0}', '{"b":1}', '{"a":1}', '{"b":2}']);
    // One that has not announced itself is known by its name.
    await send(store, id, 'c', 'history', 0, ['{"c":0}']);
    await send(store, id, 'c', 'history', 0, ['{"c":0}']);
    expect(await textsOf(store, id)).toHaveLength(6);
  });

  test('what was uploaded before is recognized by its time, with what it has printed', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    for (const upload of [0, 1]) {
      for (const process of [1, 2]) {
        await store.open(id, null, NO_LINES);
        await send(store, id, null, 'output', 0, [`${upload}: ${process} begins`]);
        await send(store, id, null, 'history', 0, [row(process, 0), row(process, 1)]);
        await send(store, id, null, 'output', 1, [`${upload}: ${process} ends`]);
      }
    }
    expect(await textsOf(store, id)).toEqual([row(1, 0), row(1, 1), row(2, 0), row(2, 1)]);
    expect(await textsOf(store, id, 'output')).toEqual(['1: 1 begins', '1: 1 ends', '1: 2 begins', '1: 2 ends']);
  });

  test('two uploads that were cut short, each with lines of another stream, are one when a third has both', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const upload = async (...parts: [StreamName, string[]][]) => {
      await store.open(id, null, NO_LINES);
      for (const [stream, content] of parts) await send(store, id, null, stream, 0, content);
    };
    await upload(['events', [row(1, 0)]]);
    await upload(['history', [row(1, 0)]]);
    await upload(['history', [row(1, 0)]], ['events', [row(1, 0), row(1, 1)]]);
    await upload(['events', [row(1, 0), row(1, 1)]], ['history', [row(1, 0), row(1, 1)]]);
    expect(await textsOf(store, id)).toEqual([row(1, 0), row(1, 1)]);
    expect(await textsOf(store, id, 'events')).toEqual([row(1, 0), row(1, 1)]);
  });

  test('one that goes on with a run numbers its lines behind those that it was told of', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.open(id, null, NO_LINES);
    await send(store, id, null, 'history', 0, [row(1, 0), row(1, 1)]);
    await store.open(id, null, { ...NO_LINES, history: 2 });
    await send(store, id, null, 'history', 2, [row(2, 2)]);
    await send(store, id, null, 'history', 2, [row(2, 2), row(2, 3)]);
    expect(await textsOf(store, id)).toEqual([row(1, 0), row(1, 1), row(2, 2), row(2, 3)]);
  });

  test('the lines of a run whose client knows nothing of writers are those that it had before', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.write(id, saying({ streams: { history: { offset: 0, content: [row(1, 0), row(1, 1)] } } }));
    await store.open(id, null, NO_LINES);
    await send(store, id, null, 'history', 0, [row(1, 0), row(1, 1), row(1, 2)]);
    await store.open(id, null, NO_LINES);
    await send(store, id, null, 'history', 0, [row(2, 0)]);
    expect(await textsOf(store, id)).toEqual([row(1, 0), row(1, 1), row(1, 2), row(2, 0)]);
  });

  test('of summaries, what one has set stays when another sends its own', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const say = async (client: string, summary: object) =>
      JSON.parse(
        (await store.write(id, saying({ writer: { client }, summary: JSON.stringify(summary) })))!.run.summary,
      ) as object;
    expect(await say('a', { a: 1, x: 1, _timestamp: 1 })).toEqual({ a: 1, x: 1, _timestamp: 1 });
    expect(await say('b', { b: 1, x: 2, _timestamp: 2 })).toEqual({ a: 1, b: 1, x: 2, _timestamp: 2 });
    expect(await say('a', { a: 2, _timestamp: 3 })).toEqual({ a: 2, b: 1, x: 2, _timestamp: 3 });
  });

  test('a run that is not there is opened by nobody', async () => {
    await using opened = await open();
    await opened.store.open(1_000, 'a', NO_LINES);
    expect(await opened.store.write(1_000, saying({ writer: { client: 'a' } }))).toBeNull();
  });
}
