import { expect, test } from 'vitest';
import type { Column } from '../../../../../src/server/store/port/store';
import { history, makeRun, saying, type OpenStore } from './opened';

const pairs = ({ lines, values }: Column) => Array.from(lines, (line, index) => [line, values[index]]);

export function describeColumns(open: OpenStore): void {
  test('a column has the numbers of a key, by line, from a line on', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const rows = Array.from({ length: 3_000 }, (_, line) => (line % 2 === 0 ? `{"a":${line},"b":{"c":1}}` : '{"b":2}'));
    await store.write(id, saying(history(0, ...rows)));
    expect(await store.columns.keys(id)).toEqual([
      { key: 'a', kind: 'number', count: 1_500 },
      { key: 'b.c', kind: 'number', count: 1_500 },
      { key: 'b', kind: 'number', count: 1_500 },
    ]);
    const all = pairs(await store.columns.numbers(id, 'a'));
    expect(all).toEqual(Array.from({ length: 1_500 }, (_, index) => [index * 2, index * 2]));
    expect(pairs(await store.columns.numbers(id, 'a', { from: 2_501 }))).toEqual(all.slice(1_251));
    expect(pairs(await store.columns.numbers(id, 'none'))).toEqual([]);
    const some = pairs(await store.columns.numbers(id, 'a', { low: 2_000, high: 2_100 }));
    expect(some).toEqual(expect.arrayContaining(all.slice(1_000, 1_051)));
    expect(pairs(await store.columns.numbers(id, 'a', { low: 5_000 }))).toEqual([]);
  });

  test('bounds and ends are told without reading the column', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.write(id, saying(history(0, '{"up":-1,"t":"x"}', '{"up":5,"down":2}', '{"down":1,"nan":NaN}')));
    expect(await store.columns.bounds(id, 'up')).toEqual({ low: -1, high: 5 });
    expect(await store.columns.bounds(id, 'nan')).toBeNull();
    expect(await store.columns.bounds(id, 't')).toBeNull();
    expect(await store.columns.end(id, 'up', 'number')).toEqual({ line: 1, value: 5, rises: true });
    expect(await store.columns.end(id, 'down', 'number')).toEqual({ line: 2, value: 1, rises: false });
    expect(await store.columns.end(id, 'nan', 'number')).toEqual({ line: 2, value: NaN, rises: false });
    expect(await store.columns.end(id, 't', 'text')).toEqual({ line: 0, value: null, rises: false });
    expect(await store.columns.end(id, 't', 'number')).toBeNull();
  });

  test('the lines that have a key are found, whatever its kind', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.write(id, saying(history(0, '{"k":1}', '{"k":"x"}', '{}', '{"k":true}')));
    await store.write(id, saying(history(5_000, '{"k":[1]}', '{"k":2}')));
    expect(await store.columns.linesWith(id, 'k', 0, 10)).toEqual([0, 1, 3, 5_000, 5_001]);
    expect(await store.columns.linesWith(id, 'k', 1, 2)).toEqual([1, 3]);
    expect(await store.columns.linesWith(id, 'k', 4, 1)).toEqual([5_000]);
    expect(await store.columns.linesWith(id, 'none', 0, 10)).toEqual([]);
  });

  test('a line that is written anew loses the keys that it has no more', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.write(id, saying(history(0, '{"a":1,"b":2}', '{"a":2}')));
    await store.write(id, saying(history(0, '{"a":3,"c":"t"}')));
    expect(await store.columns.keys(id)).toEqual([
      { key: 'a', kind: 'number', count: 2 },
      { key: 'c', kind: 'text', count: 1 },
    ]);
    expect(pairs(await store.columns.numbers(id, 'a'))).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(pairs(await store.columns.numbers(id, 'b'))).toEqual([]);
  });

  test('a run that invents keys gets no further columns, and keeps its lines', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const row = (from: number, count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${from + index}`, index])));
    await store.write(id, saying(history(0, row(0, 9_999))));
    expect(await store.columns.isFull(id)).toBe(false);
    await store.write(id, saying(history(1, row(9_999, 3), row(0, 1))));
    expect(await store.columns.isFull(id)).toBe(true);
    expect(await store.columns.keys(id)).toHaveLength(10_000);
    expect(pairs(await store.columns.numbers(id, 'k0'))).toHaveLength(2);
    expect(pairs(await store.columns.numbers(id, 'k9999'))).toHaveLength(1);
    expect(pairs(await store.columns.numbers(id, 'k10000'))).toHaveLength(0);
    expect(await store.lines.last(id, 'history')).toEqual({ number: 2, text: '{"k0":0}' });
  });
}
