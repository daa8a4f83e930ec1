import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal } from '../../../src/journal/index';
import { NO_LINES, runKey } from '../../../src/wire/index';
import type { JournaledRun } from '../../../src/journal/journaled-run';
import { entryOf, line, linesFrom, recordOf } from './entries';
import { STORAGES } from './storages';

const KEY = runKey(recordOf());

describe.each(STORAGES)('Journal over %s', (kind, open) => {
  let journal: Journal;
  beforeEach(async () => void (journal = new Journal(await open())));
  afterEach(() => {
    journal.close();
    vi.unstubAllGlobals();
  });

  const claim = (writer = 'w1') => journal.claim(recordOf(), writer, { ...NO_LINES });
  const all = async () => (await journal.read(KEY, 'history', 0, 1_000)).lines;

  it('says what it is kept in', () => expect(journal.kind).toBe(kind));

  describe('append', () => {
    it('passes over lines that stand already, whatever way batches overlap', async () => {
      await claim();
      await journal.append(KEY, 'w1', entryOf(0, linesFrom(0, 3)));
      await journal.append(KEY, 'w1', entryOf(0, linesFrom(0, 3)));
      await journal.append(KEY, 'w1', entryOf(1, linesFrom(1, 4)));
      await journal.append(KEY, 'w1', entryOf(2, linesFrom(2, 1)));
      expect(await all()).toEqual(linesFrom(0, 5));
      expect((await journal.load(KEY))!.next).toEqual({ history: 5, events: 0, output: 0 });
    });

    it('writes several entries as if they came one by one, or none of them', async () => {
      await claim();
      const first = entryOf(0, linesFrom(0, 2));
      const open = entryOf(2, [], { openRow: '{"half":1}', pinned: { best: 1 } });
      const whole = entryOf(1, linesFrom(1, 3), { record: { name: 'n' } });
      // Again: the page went away before it heard that they are written.
      for (let times = 0; times < 2; times++) await journal.append(KEY, 'w1', first, open, whole);
      expect(await all()).toEqual(linesFrom(0, 4));
      const run = (await journal.load(KEY))!;
      expect(run).toMatchObject({ step: 4, openRow: null, pinned: { best: 1 }, record: { name: 'n' } });
      const refused = journal.append(KEY, 'w1', entryOf(4, linesFrom(4, 1)), entryOf(9, linesFrom(9, 1)));
      await expect(refused).rejects.toMatchObject({ code: 'storage-failed' });
      expect([await all(), await journal.load(KEY)]).toEqual([linesFrom(0, 4), run]);
    });

    it('gives the same lines for any schedule of repeated batches', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 5 })), { maxLength: 12 }),
          async (batches) => {
            const id = `r${Math.random()}`;
            const key = runKey(recordOf({ id }));
            await journal.claim(recordOf({ id }), 'w', { ...NO_LINES });
            let next = 0;
            for (const [back, count] of batches) {
              const offset = Math.max(0, next - back);
              await journal.append(key, 'w', entryOf(offset, linesFrom(offset, count)));
              next = Math.max(next, offset + count);
            }
            expect((await journal.read(key, 'history', 0, 1_000)).lines).toEqual(linesFrom(0, next));
          },
        ),
        { numRuns: 60 },
      );
    });

    it('refuses a gap, before lines or a state, and writes nothing of the entry then', async () => {
      await claim();
      const file = { path: 'a', type: '', bytes: new ArrayBuffer(1) };
      await journal.append(KEY, 'w1', entryOf(0, linesFrom(0, 2)));
      const entry = entryOf(2, linesFrom(2, 1), { files: [file], openRow: '{}', pinned: { a: 1 } });
      entry.streams.events = { offset: 7, lines: ['{}'] };
      await expect(journal.append(KEY, 'w1', entry)).rejects.toMatchObject({
        code: 'storage-failed',
        message: expect.stringContaining('Lines 0 to 6 of the events') as string,
      });
      const state = entryOf(3, [], { openRow: '{}', pinned: { a: 1 } });
      await expect(journal.append(KEY, 'w1', state)).rejects.toMatchObject({ code: 'storage-failed' });
      expect(await all()).toEqual(linesFrom(0, 2));
      expect(await journal.load(KEY)).toMatchObject({
        next: { history: 2, events: 0 },
        openRow: null,
        pinned: {},
        step: 2,
      });
      expect(await journal.filePaths(KEY)).toEqual([]);
    });

    it('refuses a writer that is not the last to claim the run, and runs that it does not know', async () => {
      await claim('w1');
      await claim('w2');
      await expect(journal.append(KEY, 'w1', entryOf(0, [line(0)]))).rejects.toMatchObject({ code: 'run-taken' });
      await expect(journal.append('unknown', 'w1', entryOf(0, [line(0)]))).rejects.toMatchObject({ code: 'run-taken' });
      await journal.append(KEY, 'w2', entryOf(0, [line(0)]));
      expect(await all()).toEqual([line(0)]);
    });

    it('keeps streams apart, and lines that are empty or have odd characters', async () => {
      await claim();
      const entry = entryOf(0, ['', '{"a":"\u2028 \\n"}', '']);
      entry.streams.events = { offset: 0, lines: ['{"e":1}'] };
      await journal.append(KEY, 'w1', entry);
      expect(await all()).toEqual(['', '{"a":"\u2028 \\n"}', '']);
      expect((await journal.read(KEY, 'events', 0, 10)).lines).toEqual(['{"e":1}']);
      expect((await journal.read(KEY, 'output', 0, 10)).lines).toEqual([]);
    });

    it('notes step, open row, record and hand-set summary, and counts changes that the backend must hear of', async () => {
      const before = await claim();
      await journal.append(KEY, 'w1', entryOf(0, [line(0)], { openRow: '{"a":1}' }));
      expect(await journal.load(KEY)).toMatchObject({ step: 1, openRow: '{"a":1}', revision: before.revision });
      await journal.append(KEY, 'w1', {
        ...entryOf(1, []),
        streams: {},
        record: { config: { lr: 1 } },
        pinned: { best: NaN },
      });
      expect(await journal.load(KEY)).toMatchObject({
        openRow: null,
        revision: before.revision + 1,
        record: { config: { lr: 1 } },
        pinned: { best: NaN },
      });
    });
  });

  describe('an open row', () => {
    const open = '{"a":1,"_step":9}';
    beforeEach(async () => {
      await claim('w1');
      await journal.append(KEY, 'w1', entryOf(0, linesFrom(0, 2), { openRow: open, step: 9 }));
    });

    it('becomes a row when another page claims the run, and the steps go on after it', async () => {
      expect(await claim('w2')).toMatchObject({ openRow: null, step: 10, next: { history: 3 } });
      expect(await all()).toEqual([...linesFrom(0, 2), open]);
    });

    it('becomes a row by closeOpenRow, once', async () => {
      await journal.closeOpenRow(KEY);
      await journal.closeOpenRow(KEY);
      await journal.closeOpenRow('unknown');
      expect(await all()).toEqual([...linesFrom(0, 2), open]);
      expect(await journal.load(KEY)).toMatchObject({ openRow: null, step: 10 });
    });

    it('stays open when its own page claims the run again, with a new worker, and goes on filling it', async () => {
      await claim('w1');
      const whole = '{"a":1,"b":2,"_step":9}';
      await journal.append(KEY, 'w1', entryOf(2, [whole, line(10)], { step: 11 }));
      expect(await all()).toEqual([...linesFrom(0, 2), whole, line(10)]);
    });

    describe('that was closed although its page is alive', () => {
      const whole = '{"a":1,"b":2,"_step":9}';
      const acknowledge = (sent: JournaledRun, history: number) =>
        journal.acknowledge(sent, { acknowledged: { ...NO_LINES, history }, bytes: 0 }, () => undefined);
      beforeEach(() => journal.closeOpenRow(KEY));

      it('is replaced by what its page makes of it', async () => {
        await journal.append(KEY, 'w1', entryOf(2, [whole, line(10)], { step: 11 }));
        expect(await all()).toEqual([...linesFrom(0, 2), whole, line(10)]);
        expect((await journal.load(KEY))!.waitingBytes).toBe((await all()).join('').length);
        // Given again, as after the death of a worker: nothing changes.
        await journal.append(KEY, 'w1', entryOf(2, [whole, line(10)], { step: 11 }));
        expect(await all()).toEqual([...linesFrom(0, 2), whole, line(10)]);
      });

      it('is open again when its page goes on filling it', async () => {
        await journal.append(KEY, 'w1', { ...entryOf(2, []), streams: {}, openRow: whole, step: 9 });
        expect(await all()).toEqual(linesFrom(0, 2));
        await claim('w2');
        expect(await all()).toEqual([...linesFrom(0, 2), whole]);
      });

      it('is sent again, also when its half is acknowledged already', async () => {
        await acknowledge((await journal.load(KEY))!, 3);
        const { acknowledged } = await journal.append(KEY, 'w1', entryOf(2, [whole], { step: 10 }));
        expect(acknowledged.history).toBe(2);
        // What is acknowledged here counts no bytes, so the half is counted still.
        expect((await journal.load(KEY))!.waitingBytes).toBe([...linesFrom(0, 2), open, whole].join('').length);
        expect(await journal.read(KEY, 'history', 2, 9)).toEqual({ offset: 2, lines: [whole] });
      });

      it('is not crossed off by the acknowledgement of its half, which was on its way', async () => {
        const sent = (await journal.load(KEY))!;
        await journal.append(KEY, 'w1', entryOf(2, [whole], { step: 10 }));
        expect((await acknowledge(sent, 3)).acknowledged.history).toBe(0);
        expect(await all()).toEqual([...linesFrom(0, 2), whole]);
      });
    });

    it('is followed by the step after its own, also when that was given by hand', async () => {
      await journal.append(KEY, 'w1', { ...entryOf(2, []), streams: {}, openRow: '{"a":1,"_step":100}', step: 2 });
      expect(await claim('w2')).toMatchObject({ step: 101 });
    });

    it('is gone as soon as its page has ended it', async () => {
      await journal.append(KEY, 'w1', entryOf(2, [open], { step: 10 }));
      await claim('w2');
      expect(await all()).toEqual([...linesFrom(0, 2), open]);
    });
  });

  describe('claim', () => {
    it('makes a run, or lays what the page says now over what was', async () => {
      const first = await journal.claim(recordOf({ name: 'n', tags: ['a'], config: { lr: 1, keep: 2 } }), 'w1', null);
      expect(first).toMatchObject({ base: null, step: 0, writer: 'w1', summary: {} });
      await journal.update(
        KEY,
        (run) => void Object.assign(run, { exitCode: 0, exitSent: true, sentRevision: run.revision }),
      );
      const again = await journal.claim(recordOf({ notes: 'x', config: { lr: 3 }, startTime: 99 }), 'w2', {
        ...NO_LINES,
      });
      expect(again).toMatchObject({
        writer: 'w2',
        exitCode: null,
        exitSent: false,
        base: null,
        record: { name: 'n', tags: ['a'], notes: 'x', config: { lr: 3, keep: 2 }, startTime: 1 },
      });
      expect(again.revision).toBeGreaterThan(again.sentRevision);
    });

    it('keeps what it gave out apart from what it keeps', async () => {
      const claimed = await claim();
      const loaded = (await journal.load(KEY))!;
      await journal.append(KEY, 'w1', entryOf(0, [line(0)], { record: { config: { lr: 1 } } }));
      expect([claimed.next.history, loaded.next.history, loaded.record.config]).toEqual([0, 0, {}]);
      loaded.step = 77;
      expect((await journal.load(KEY))!.step).toBe(1);
    });

    it('lists all runs', async () => {
      await claim();
      await journal.claim(recordOf({ id: 'r2' }), 'w', null);
      expect((await journal.all()).map((run) => run.record.id)).toEqual(['r1', 'r2']);
    });
  });

  describe('update', () => {
    it('writes nothing when the change throws, and refuses unknown runs', async () => {
      await claim();
      const failing = journal.update(KEY, (run) => {
        run.step = 5;
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await journal.load(KEY))!.step).toBe(0);
      await expect(journal.update('unknown', () => undefined)).rejects.toMatchObject({ code: 'storage-failed' });
    });

    it('applies changes that are asked for at once, one after the other', async () => {
      await claim();
      await Promise.all(Array.from({ length: 20 }, () => journal.update(KEY, (run) => run.step++)));
      expect((await journal.load(KEY))!.step).toBe(20);
    });
  });
});
