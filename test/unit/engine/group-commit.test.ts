import { beforeEach, describe, expect, it } from 'vitest';
import { Journal, type JournalEntry, type RunFile } from '../../../src/journal/index';
import { openMemory } from '../../../src/journal/memory';
import { NO_LINES, runKey, type Alert } from '../../../src/wire/index';
import { GroupCommit } from '../../../src/engine/group-commit';
import { StorageBudget } from '../../../src/engine/storage-budget';
import { entryOf, recordOf } from '../journal/entries';

const BUDGET = 100_000;
const KEY = runKey(recordOf());
const alertOf = (title: string): Alert => ({ title, text: '', level: 'INFO', waitDuration: 0, at: 1 });

let journal: Journal;
/** How many entries each transaction was to write. */
let transactions: number[];
let shed: string[];
let commits: GroupCommit;
beforeEach(async () => {
  journal = new Journal(openMemory());
  await journal.claim(recordOf(), 'w1', { ...NO_LINES });
  [transactions, shed] = [[], []];
  const room = new StorageBudget(Promise.resolve(journal), (_key, detail) => shed.push(detail));
  commits = new GroupCommit((writer, entries) => {
    transactions.push(entries.length);
    return room.append(KEY, writer, entries, BUDGET);
  });
});

const rowsFrom = (offset: number, count: number) => Array.from({ length: count }, (_, i) => `{"n":${offset + i}}`);
const rows = (offset: number, count: number, changes?: Partial<JournalEntry>) =>
  entryOf(offset, rowsFrom(offset, count), changes);
const stored = async () => (await journal.read(KEY, 'history', 0, Infinity)).lines;
/** Appends all at the same time; how each ended. */
const appendAll = (entries: JournalEntry[], writer = 'w1') =>
  Promise.all(
    entries.map((entry) =>
      commits.append(writer, entry).then(
        (run) => run.next.history,
        (error: { code: string }) => error.code,
      ),
    ),
  );

describe('what comes while a transaction is under way', () => {
  it('goes together in the next, in order', async () => {
    await appendAll(Array.from({ length: 1_000 }, (_, i) => rows(i * 3, 3)));
    expect(transactions).toEqual([1, 999]);
    expect(await stored()).toEqual(rowsFrom(0, 3_000));
  });

  it('says of the run what its last says, and all that is said once', async () => {
    const [first, second] = [alertOf('first'), alertOf('second')];
    await appendAll([
      rows(0, 1),
      rows(1, 1, { record: { name: 'a', notes: 'b' }, pinned: { best: 1 }, alerts: [first], openRow: '{"half":1}' }),
      rows(2, 1, { record: { name: 'c' }, alerts: [second] }),
      entryOf(3, [], { step: 9, openRow: '{"half":2}' }),
    ]);
    expect(transactions).toEqual([1, 3]);
    const run = (await journal.load(KEY))!;
    expect(run).toMatchObject({
      step: 9,
      openRow: '{"half":2}',
      pinned: { best: 1 },
      record: { name: 'c', notes: 'b' },
    });
    expect(run.alerts).toEqual([first, second]);
  });

  it('has its files one by one: the newer of two is not given up for the older', async () => {
    const model = (size: number): RunFile => ({ path: 'model', type: '', bytes: new ArrayBuffer(size) });
    await appendAll([
      rows(0, 1),
      rows(1, 1),
      rows(2, 1, { saved: [model(60_000)] }),
      rows(3, 1, { saved: [model(70_000)] }),
      rows(4, 1),
      rows(5, 1),
    ]);
    expect(transactions).toEqual([1, 1, 1, 1, 2]);
    expect([shed, (await journal.file(KEY, 'model'))!.bytes.byteLength]).toEqual([[], 70_000]);
  });

  it('may leave lines out, or say some again', async () => {
    const output = (offset: number) => entryOf(0, [], { streams: { output: { offset, lines: ['said'] } } });
    // The second to last says again what stands; the last leaves a row out.
    const answers = await appendAll([rows(0, 1), rows(1, 2), output(0), rows(3, 2), output(1), rows(4, 2), rows(7, 1)]);
    expect(answers).toEqual([1, 3, 3, 5, 5, 6, 'storage-failed']);
    expect(await stored()).toEqual(rowsFrom(0, 6));
    expect((await journal.read(KEY, 'output', 0, Infinity)).lines).toEqual(['said', 'said']);
  });
});

describe('a group that is refused', () => {
  it('is written one by one: each has the answer that it would have had alone', async () => {
    await appendAll([rows(0, 2)]);
    await journal.claim(recordOf(), 'w2', null);
    // What stands already is not refused.
    const answers = await Promise.all([
      appendAll([rows(0, 1), rows(1, 1), rows(2, 1)]),
      appendAll([rows(2, 3), rows(5, 1)], 'w2'),
    ]);
    expect(answers).toEqual([
      [2, 2, 'run-taken'],
      [6, 6],
    ]);
    expect(await stored()).toEqual(rowsFrom(0, 6));
  });

  it('gives up a file for which there is no room once', async () => {
    const file = (path: string, size: number): RunFile => ({ path, type: 'image/png', bytes: new ArrayBuffer(size) });
    await appendAll([rows(0, 2)]);
    const answers = await appendAll([
      rows(2, 1),
      rows(3, 1, { files: [file('a.png', 60_000)] }),
      rows(4, 1, { saved: [file('b.png', 70_000)] }),
      rows(9, 1),
    ]);
    expect(answers).toEqual([3, 4, 5, 'storage-failed']);
    expect(shed).toEqual([expect.stringMatching(/^the file b\.png: no room/)]);
    expect(await journal.filePaths(KEY)).toEqual(['a.png']);
  });

  it('does not go whole into an empty journal: only what comes alone may pass the budget', async () => {
    const long = (n: number) => entryOf(n, ['x'.repeat(60_000)]);
    // The first changes the config, and has no lines.
    const answers = await appendAll([entryOf(0, []), long(0), long(1), long(2)]);
    expect(answers).toEqual([0, 1, 'storage-full', 'storage-full']);
  });

  it('holds up nothing that comes later', async () => {
    expect(await appendAll([rows(1, 1), rows(2, 1), rows(3, 1)])).toEqual([
      'storage-failed',
      'storage-failed',
      'storage-failed',
    ]);
    expect(await appendAll([rows(0, 1), rows(1, 1)])).toEqual([1, 2]);
  });
});
