import { expect, test } from 'vitest';
import { history, makeRun, saying, type OpenStore } from './opened';

export function describeLines(open: OpenStore): void {
  const filled = async () => {
    const opened = await open();
    const { id } = await makeRun(opened.store);
    const rows = Array.from({ length: 300 }, (_, number) => `{"n":${number}}`);
    await opened.store.write(id, saying(history(0, ...rows)));
    await opened.store.write(id, saying(history(1_000, '{"n":1000}', '{"n":1001}')));
    return { opened, lines: opened.store.lines, id, rows };
  };

  test('lines are read in order from a number on, over the gaps between them', async () => {
    const { opened, lines, id, rows } = await filled();
    await using _ = opened;
    expect((await lines.range(id, 'history', 0, 1_000)).map(({ text }) => text)).toEqual([
      ...rows,
      '{"n":1000}',
      '{"n":1001}',
    ]);
    expect(await lines.range(id, 'history', 298, 3)).toEqual([
      { number: 298, text: '{"n":298}' },
      { number: 299, text: '{"n":299}' },
      { number: 1_000, text: '{"n":1000}' },
    ]);
    expect(await lines.range(id, 'history', 1_001, 10)).toEqual([{ number: 1_001, text: '{"n":1001}' }]);
    expect(await lines.range(id, 'history', 1_002, 10)).toEqual([]);
    expect(await lines.range(id, 'history', 0, 0)).toEqual([]);
    expect(await lines.range(id, 'events', 0, 10)).toEqual([]);
    expect(await lines.range(id + 1, 'history', 0, 10)).toEqual([]);
  });

  test('lines are read by their numbers, as far as they exist', async () => {
    const { opened, lines, id } = await filled();
    await using _ = opened;
    const numbers = async (wanted: Iterable<number>) =>
      (await lines.at(id, 'history', wanted)).map(({ number }) => number);
    expect(await numbers([5, 299, 300, 999, 1_001, 7])).toEqual([5, 299, 1_001, 7]);
    expect(await numbers(new Set([2_000]))).toEqual([]);
    expect(await numbers([])).toEqual([]);
  });

  test('reading ends with the line with which it is too long', async () => {
    const { opened, lines, id } = await filled();
    await using _ = opened;
    // Each of these has 7 characters.
    expect(await lines.range(id, 'history', 0, 100, 14)).toHaveLength(3);
    expect(await lines.range(id, 'history', 0, 100, 13)).toHaveLength(2);
    expect(await lines.range(id, 'history', 0, 100, 0)).toHaveLength(1);
    expect(await lines.at(id, 'history', [0, 1, 2, 3, 4], 14)).toHaveLength(3);
    expect(await lines.at(id, 'history', [0, 1, 2, 3, 4], 0)).toHaveLength(1);
  });

  test('the last line is the one with the greatest number', async () => {
    const { opened, lines, id } = await filled();
    await using _ = opened;
    expect(await lines.last(id, 'history')).toEqual({ number: 1_001, text: '{"n":1001}' });
    expect(await lines.last(id, 'output')).toBeNull();
  });

  test('texts come back as they were, whatever they are', async () => {
    await using opened = await open();
    const { id } = await makeRun(opened.store);
    const content = ['', ' ', 'no row', '{"a":NaN}', '"\\u0000"', 'a\tb', '😀 é', 'x'.repeat(1_000_000), '{"b":1}'];
    await opened.store.write(id, saying({ streams: { output: { offset: 0, content } } }));
    expect((await opened.store.lines.range(id, 'output', 0, 100)).map(({ text }) => text)).toEqual(content);
  });
}
