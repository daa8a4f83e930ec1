import { expect, it } from 'vitest';
import { deliveredRows } from '../../../src/engine/read-history';
import { DeliveryError } from '../../../src/wire/index';
import { linesFrom } from '../journal/entries';
import { Station } from '../outbox/station';

it('asks for fewer steps where the server finds their rows too many, and for more where there are none', async () => {
  const { journal, key } = await Station.open();
  const asked: [from: number, to: number][] = [];
  const backend = {
    history: (_record: unknown, from: number, to: number) => {
      asked.push([from, to]);
      const lines = linesFrom(0, 300).slice(Math.max(0, from - 1200), Math.max(0, to - 1200));
      if (lines.length > 100) return Promise.reject(new DeliveryError('too-large', 'Ask for less.'));
      return Promise.resolve({ lines, lastStep: 1499 });
    },
  };
  const rows: string[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page = await deliveredRows(journal, key, backend, from);
    rows.push(...page.lines);
    from = page.next;
  }
  expect(rows).toEqual(linesFrom(0, 300));
  expect(asked.slice(0, 3)).toEqual([
    [0, 1000],
    [1000, 11_000],
    [1000, 6000],
  ]);
  await expect(
    deliveredRows(journal, key, { history: () => Promise.reject(new DeliveryError('too-large', '')) }, 0),
  ).rejects.toThrow();
});
