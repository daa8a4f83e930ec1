import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal, type RunFile } from '../../../src/journal/index';
import { openMemory } from '../../../src/journal/memory';
import { NO_LINES, runKey } from '../../../src/wire/index';
import { StorageBudget } from '../../../src/engine/storage-budget';
import { entryOf, recordOf } from '../journal/entries';

const KEY = runKey(recordOf());
const OTHER = recordOf({ id: 'r2' });
const OTHER_KEY = runKey(OTHER);
const BUDGET = 100;

const fileOf = (path: string, size: number): RunFile => ({ path, type: 'image/png', bytes: new ArrayBuffer(size) });
/** A line of ten bytes. */
const LINE = '{"n":1234}';

let journal: Journal;
/** Of another page of the origin. */
let elsewhere: Journal;
let room: StorageBudget;
let shed: string[];
let next: number;
beforeEach(async () => {
  const storage = openMemory();
  journal = new Journal(storage);
  elsewhere = new Journal(storage);
  for (const record of [recordOf(), OTHER]) await journal.claim(record, 'w1', { ...NO_LINES });
  shed = [];
  next = 0;
  room = new StorageBudget(Promise.resolve(journal), (key, detail) =>
    shed.push(`${key === KEY ? 'r1' : 'r2'} ${detail}`),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function append(lines: number, files: RunFile[] = [], budget = BUDGET): Promise<void> {
  await room.append(KEY, 'w1', [entryOf(next, Array<string>(lines).fill(LINE), { files })], budget);
  next += lines;
}
const waiting = async () => (await journal.all()).reduce((sum, run) => sum + run.waitingBytes, 0);
const stored = async () => (await journal.allFiles()).map(([, path]) => path);
const shedPaths = () => shed.map((detail) => /file (\S+):/.exec(detail)![1]);
const acknowledge = async (rows: number) => {
  const run = (await journal.load(KEY))!;
  await journal.acknowledge(
    run,
    { acknowledged: { ...NO_LINES, history: rows }, bytes: rows * LINE.length },
    () => undefined,
  );
};

describe('a storage budget', () => {
  it('is kept: the largest files go first, of whichever run, and say why; rows stay', async () => {
    await room.append(OTHER_KEY, 'w1', [entryOf(0, [], { files: [fileOf('large', 45), fileOf('small', 5)] })], BUDGET);
    await append(2, [fileOf('middle', 20)]);
    expect([await waiting(), shed]).toEqual([90, []]);
    await append(2);
    expect(shed).toEqual([
      expect.stringMatching(
        /^r2 the file large: no room \(settings\.storageBudget is 100 bytes, and 90 wait already\)$/,
      ),
    ]);
    expect([await waiting(), await stored()]).toEqual([65, ['middle', 'small']]);
  });

  it('lets a file of the batch itself go when it is the largest', async () => {
    await append(0, [fileOf('first', 60)]);
    await append(1, [fileOf('second', 70), fileOf('third', 10)]);
    expect([shedPaths(), await stored(), await waiting()]).toEqual([['second'], ['first', 'third'], 80]);
  });

  it('is used to the last byte', async () => {
    await append(10);
    expect(await waiting()).toBe(BUDGET);
  });

  it('keeps rows waiting when no file is left, and takes them when the server has acknowledged enough', async () => {
    await append(10);
    await expect(append(1, [fileOf('own', 1)])).rejects.toMatchObject({
      code: 'storage-full',
      message: expect.stringContaining('settings.storageBudget is 100 bytes, and 100 wait already') as string,
    });
    expect([shedPaths(), (await journal.load(KEY))!.next.history]).toEqual([['own'], 10]);
    await acknowledge(10);
    await append(1);
    expect((await journal.load(KEY))!.next.history).toBe(11);
  });

  it('takes rows whole where nothing waits, but no file', async () => {
    await append(20, [fileOf('own', 5)]);
    expect([await waiting(), shedPaths()]).toEqual([200, ['own']]);
    await expect(append(1)).rejects.toMatchObject({ code: 'storage-full' });
  });

  it('does not hold back what needs no room', async () => {
    await append(10);
    await append(0);
    // As the last words of a page do, which have nowhere else to wait.
    await journal.append(KEY, 'w1', entryOf(10, [LINE]));
    await append(0);
  });

  it('counts what other pages of the origin write, soon', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await append(1);
    await elsewhere.append(OTHER_KEY, 'w1', entryOf(0, Array<string>(9).fill(LINE)));
    vi.advanceTimersByTime(2_000);
    await expect(append(1)).rejects.toMatchObject({ code: 'storage-full' });
  });

  it('counts the journal now and then, and not for each batch; without a budget never', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const count = vi.spyOn(journal, 'all');
    for (let i = 0; i < 5; i++) await append(1, [], Infinity);
    expect(count).not.toHaveBeenCalled();
    for (let i = 0; i < 5; i++) await append(1);
    expect(count).toHaveBeenCalledTimes(1);
  });

  it('reads a file once to learn its size, however often room must be made', async () => {
    const read = vi.spyOn(journal, 'file');
    for (let i = 0; i < 20; i++) await append(0, [fileOf(`f${i}`, 20 - i)]);
    const found = (
      await Promise.all(read.mock.results.map(({ value }) => value as Promise<RunFile | undefined>))
    ).flatMap((file) => file?.path ?? []);
    expect(found.length).toBeGreaterThan(3);
    expect(new Set(found).size).toBe(found.length);
    expect(await waiting()).toBeLessThanOrEqual(BUDGET);
  });

  it('knows a saved file again that was replaced by a larger one', async () => {
    const save = (file: RunFile) => room.append(KEY, 'w1', [entryOf(next, [], { saved: [file] })], BUDGET);
    await save(fileOf('model', 10));
    await append(6, [fileOf('picture', 20)]);
    await append(2);
    expect(shedPaths()).toEqual(['picture']);
    await save(fileOf('model', 20));
    await append(0, [fileOf('another', 15)]);
    expect([shedPaths(), await stored(), await waiting()]).toEqual([['picture', 'model'], ['another'], 95]);
    await save(fileOf('model', 30));
    expect([shedPaths(), await waiting()]).toEqual([['picture', 'model', 'model'], 95]);
  });

  it('counts no file as given up that was delivered meanwhile', async () => {
    await append(5, [fileOf('large', 50)]);
    vi.spyOn(journal, 'removeFile').mockImplementationOnce(async (key, file) => {
      await elsewhere.removeFile(key, file);
      return false;
    });
    await append(1);
    expect([shed, await stored()]).toEqual([[], []]);
  });
});

describe('a file that found no room', () => {
  it('is not counted with rows that are refused for another reason: their page gives them again', async () => {
    await append(8);
    const refused = room.append(KEY, 'w1', [entryOf(next + 5, [LINE], { files: [fileOf('own', 50)] })], BUDGET);
    await expect(refused).rejects.toMatchObject({ code: 'storage-failed' });
    expect(shed).toEqual([]);
    await append(1, [fileOf('own', 50)]);
    expect(shedPaths()).toEqual(['own']);
  });
});

describe('a full disk', () => {
  /** Refuses writes as a browser does, until so many bytes of files are gone. */
  function fill(toFree: number): void {
    const write = journal.append.bind(journal);
    const remove = journal.removeFile.bind(journal);
    let free = 0;
    vi.spyOn(journal, 'removeFile').mockImplementation(async (key, file) => {
      free += (await journal.file(key, file.path))!.bytes.byteLength;
      return remove(key, file);
    });
    vi.spyOn(journal, 'append').mockImplementation(async (...given) => {
      if (free < toFree) throw new DOMException('the disk is full', 'QuotaExceededError');
      return write(...given);
    });
  }

  beforeEach(() => append(0, [fileOf('small', 10), fileOf('large', 90), fileOf('middle', 50)], Infinity));

  it('takes the largest files that wait, says why, and keeps every row', async () => {
    fill(100);
    await append(1, [], Infinity);
    expect(shed).toEqual([
      'r1 the file large: no room (the disk is full)',
      'r1 the file middle: no room (the disk is full)',
    ]);
    expect([await stored(), (await journal.load(KEY))!.next.history]).toEqual([['small'], 1]);
  });

  it('refuses rows when no file is left, and takes them when there is room', async () => {
    fill(1_000);
    await expect(append(1, [fileOf('own', 3)], Infinity)).rejects.toMatchObject({ code: 'storage-full' });
    expect(shedPaths()).toEqual(['large', 'middle', 'small', 'own']);
    vi.restoreAllMocks();
    await append(1, [], Infinity);
    expect((await journal.load(KEY))!.next.history).toBe(1);
  });

  it('is the only reason: any other failure is told as it is', async () => {
    vi.spyOn(journal, 'append').mockRejectedValue(new Error('broken'));
    await expect(append(1, [], Infinity)).rejects.toThrow('broken');
    expect(shed).toEqual([]);
  });
});
