import { expect, it } from 'vitest';
import { Increments } from '../../../../src/media/table/increments';
import type { Draft } from '../../../../src/thread/draft';

const encoded = (path: string): Draft => [
  { kind: 'encoded', key: 'k', step: 0, many: false, items: [{ json: '', files: [{ path }] }] },
];
const pending = (settled: Promise<Draft | null>) => ({ settled, now: () => null });

it('tells of each part which rows are new, and by which files it follows', async () => {
  const increments = new Increments();
  const first = increments.next(2);
  let write!: (draft: Draft) => void;
  increments.follow(pending(new Promise((resolve) => (write = resolve))));
  // The second is taken before the first is written.
  const second = increments.next(5);
  increments.follow(pending(Promise.resolve(encoded('two'))));
  const third = increments.next(5);
  write(encoded('one'));
  expect([first.from, second.from, third.from]).toEqual([0, 2, 5]);
  expect(await Promise.all([first, second, third].map(({ increment }) => increment))).toEqual([
    { num: 0, rows: 2, previous: [] },
    { num: 1, rows: 5, previous: ['one'] },
    { num: 2, rows: 5, previous: ['one', 'two'] },
  ]);
});

it('passes over a part that could not be written', async () => {
  const increments = new Increments();
  increments.next(1);
  increments.follow(pending(Promise.resolve(null)));
  expect(await increments.next(2).increment).toEqual({ num: 1, rows: 2, previous: [] });
});
