import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal, type JournaledRun } from '../../../src/journal/index';
import type { Storage } from '../../../src/journal/storage';
import { NO_LINES, runKey } from '../../../src/wire/index';
import { entryOf, line, linesFrom, recordOf } from './entries';
import { STORAGES } from './storages';

const KEY = runKey(recordOf());
const ALL = 1_000_000;

// How the journal cuts lines into chunks is its own business, so these tests look only at what can be read, and at how
// many chunks are left.
describe.each(STORAGES)('the chunks of a journal over %s', (_kind, open) => {
  let storage: Storage;
  let journal: Journal;
  beforeEach(async () => {
    storage = await open();
    journal = new Journal(storage);
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
  });
  afterEach(() => {
    journal.close();
    vi.unstubAllGlobals();
  });

  async function appendInBatches(sizes: number[]): Promise<number> {
    let next = 0;
    for (const size of sizes) {
      await journal.append(KEY, 'w1', entryOf(next, linesFrom(next, size)));
      next += size;
    }
    return next;
  }

  const acknowledge = async (history: number) =>
    journal.acknowledge(
      (await journal.load(KEY))!,
      { acknowledged: { ...NO_LINES, history }, bytes: 0 },
      () => undefined,
    );
  const chunkCount = () =>
    storage.transaction({ write: false }, async (transaction) => (await transaction.keys('chunks', null)).length);

  it('are read from any line, across their borders', async () => {
    const next = await appendInBatches([3, 1, 5, 2]);
    for (let from = 0; from <= next; from++) {
      expect(await journal.read(KEY, 'history', from, ALL)).toEqual({
        offset: from,
        lines: linesFrom(from, next - from),
      });
    }
  });

  it('are read for as much text as asked for, and the rest from where that ends', async () => {
    const next = await appendInBatches([3, 1, 5, 2]);
    for (const length of [1, 40, 150]) {
      const read: string[] = [];
      for (let rounds = 0; read.length < next && rounds < 20; rounds++) {
        const { lines } = await journal.read(KEY, 'history', read.length, length);
        expect(lines.join('').length >= length || read.length + lines.length === next).toBe(true);
        read.push(...lines);
      }
      expect(read).toEqual(linesFrom(0, next));
    }
  });

  it('are not read much further than asked for, large or small', async () => {
    const next = await appendInBatches([...Array.from({ length: 200 }, () => 1), 50, 50]);
    for (const from of [0, 3, 100, 200, 225]) {
      const { lines } = await journal.read(KEY, 'history', from, 300);
      const length = lines.join('').length;
      expect(length >= 300 || from + lines.length === next).toBe(true);
      expect(lines.length).toBeLessThan(100);
    }
  });

  it('are read from behind a hole, where another page has delivered them', async () => {
    await appendInBatches([3]);
    await acknowledge(3);
    await journal.append(KEY, 'w1', entryOf(3, linesFrom(3, 2)));
    expect(await journal.read(KEY, 'history', 1, ALL)).toEqual({ offset: 3, lines: linesFrom(3, 2) });
    expect(await journal.read(KEY, 'history', 3, ALL)).toEqual({ offset: 3, lines: linesFrom(3, 2) });
  });

  it('keep the summary of whoever has delivered more of them', async () => {
    await appendInBatches([3]);
    const early = (await journal.load(KEY))!;
    const summarize = (run: JournaledRun, history: number, last: number) =>
      journal.acknowledge(
        run,
        { acknowledged: { ...NO_LINES, history }, bytes: 0 },
        (stored) => (stored.summary = { last }),
      );
    await summarize(early, 3, 2);
    await summarize(early, 2, 1);
    expect(await journal.load(KEY)).toMatchObject({ acknowledged: { history: 3 }, summary: { last: 2 } });
  });

  it('may be given again by the writer before, and new ones may not', async () => {
    await appendInBatches([3]);
    await journal.claim(recordOf(), 'w2', null);
    await journal.append(KEY, 'w2', entryOf(3, [line(3)]));
    const again = await journal.append(KEY, 'w1', entryOf(1, linesFrom(1, 2)));
    expect(again.next.history).toBe(4);
    await expect(journal.append(KEY, 'w1', entryOf(2, linesFrom(2, 2)))).rejects.toMatchObject({ code: 'run-taken' });
    expect((await journal.read(KEY, 'history', 0, ALL)).lines).toEqual(linesFrom(0, 4));
  });

  it('that are gone are not taken for the ones after them: what is read says where it begins', async () => {
    await appendInBatches([3, 3, 3]);
    await acknowledge(6);
    expect(await journal.read(KEY, 'history', 0, ALL)).toEqual({ offset: 6, lines: linesFrom(6, 3) });
  });

  it('are dropped exactly when all their lines are acknowledged; the rest can still be read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(24), { maxLength: 4 }),
        async (sizes, marks) => {
          const fresh = await open();
          journal = new Journal(fresh);
          storage = fresh;
          await journal.claim(recordOf(), 'w1', { ...NO_LINES });
          const next = await appendInBatches(sizes);
          const ends = sizes.map((_size, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size, 0));
          let acknowledged = 0;
          for (const mark of marks) {
            await acknowledge(Math.min(mark, next));
            acknowledged = Math.max(acknowledged, Math.min(mark, next));
            expect(await chunkCount()).toBe(ends.filter((end) => end > acknowledged).length);
            expect((await journal.read(KEY, 'history', acknowledged, ALL)).lines).toEqual(
              linesFrom(acknowledged, next - acknowledged),
            );
          }
          expect((await journal.load(KEY))!.acknowledged.history).toBe(acknowledged);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are written on after all of them are gone', async () => {
    await appendInBatches([2]);
    await acknowledge(2);
    await journal.append(KEY, 'w1', entryOf(0, linesFrom(0, 4)));
    expect(await journal.read(KEY, 'history', 2, ALL)).toEqual({ offset: 2, lines: linesFrom(2, 2) });
  });

  it('of other runs and streams are left alone', async () => {
    const neighbour = recordOf({ id: 'r10' });
    await journal.claim(neighbour, 'w', { ...NO_LINES });
    await journal.append(runKey(neighbour), 'w', entryOf(0, linesFrom(0, 2)));
    const entry = entryOf(0, linesFrom(0, 2));
    entry.streams.events = { offset: 0, lines: ['{"e":1}'] };
    await journal.append(KEY, 'w1', entry);
    await acknowledge(2);
    expect((await journal.read(runKey(neighbour), 'history', 0, ALL)).lines).toEqual(linesFrom(0, 2));
    expect((await journal.read(KEY, 'events', 0, ALL)).lines).toEqual(['{"e":1}']);
    expect((await journal.read(KEY, 'history', 2, ALL)).lines).toEqual([]);
  });

  it('never go backwards: an older acknowledgement changes nothing', async () => {
    await appendInBatches([2, 2]);
    await acknowledge(3);
    await acknowledge(1);
    expect((await journal.load(KEY))!.acknowledged.history).toBe(3);
    expect((await journal.read(KEY, 'history', 3, ALL)).lines).toEqual([line(3)]);
  });
});
