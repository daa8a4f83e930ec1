import { describe, expect, it } from 'vitest';
import { History, type HistorySource } from '../../../src/run/history';
import { SpoorError } from '../../../src/wire/index';

const line = (step: number) => `{"n":${step},${step % 2 ? '"odd":true,' : ''}"_step":${step}}`;

/** So many rows were delivered, and so many wait, in pages of three. */
function source(delivered: number, total: number): HistorySource {
  const rows = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => line(from + i));
  return {
    waiting: async (from) => {
      const start = from ?? delivered;
      const end = Math.min(start + 3, total);
      return { lines: rows(start, end), next: end < total ? end : null, isPart: delivered > 0 };
    },
    // Two rows that wait are there already: their acknowledgement is still on its way.
    delivered: async (from) => {
      const end = Math.min(from + 3, Math.min(total, delivered + 2));
      return { lines: rows(from, end), next: end < Math.min(total, delivered + 2) ? end : null, isPart: true };
    },
  };
}

async function read(history: AsyncIterable<object>): Promise<unknown[]> {
  const rows = [];
  for await (const row of history) rows.push(row);
  return rows;
}

const steps = async (history: AsyncIterable<{ [key: string]: unknown }>) =>
  (await read(history)).map((row) => (row as { _step: number })._step);

describe('run.history', () => {
  it.each([
    [0, 0],
    [0, 8],
    [5, 5],
    [5, 6],
    [5, 12],
    [1, 20],
  ])('has each row once, in order, with %i of %i delivered', async (delivered, total) => {
    expect(await steps(new History(source(delivered, total)))).toEqual(Array.from({ length: total }, (_, i) => i));
  });

  it('has each row once when rows are delivered while it is read', async () => {
    for (const perPage of [1, 3, 4, 5]) {
      let delivered = 0;
      const waiting: HistorySource['waiting'] = async (from) => {
        const page = await source(delivered, 12).waiting(Math.max(from ?? 0, delivered));
        delivered = Math.min(12, delivered + perPage);
        return page;
      };
      const history = new History({ waiting, delivered: (from) => source(delivered, 12).delivered(from) });
      expect(await steps(history)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    }
  });

  it('reads a range of steps, and only some keys', async () => {
    const history = new History(source(5, 12));
    expect(await steps(history.range({ from: 3, to: 9 }))).toEqual([3, 4, 5, 6, 7, 8]);
    expect(await read(history.range({ from: 4, to: 10, keys: ['n', 'odd'] }))).toEqual([
      { n: 5, odd: true },
      { n: 7, odd: true },
      { n: 9, odd: true },
    ]);
  });

  it('is empty for a run that is disabled, and fails with the code of what went wrong', async () => {
    expect(await read(new History(null))).toEqual([]);
    const failing = { ...source(5, 6), delivered: () => Promise.reject(new SpoorError('unreachable', 'no')) };
    await expect(read(new History(failing))).rejects.toMatchObject({ code: 'unreachable' });
  });
});
