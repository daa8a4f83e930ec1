import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal, type RunFile } from '../../../src/journal/index';
import { NO_LINES, runKey } from '../../../src/wire/index';
import { entryOf, recordOf } from './entries';
import { STORAGES } from './storages';

const KEY = runKey(recordOf());
const file = (path: string, byte = 1): RunFile => ({ path, type: 'image/png', bytes: new Uint8Array([byte]).buffer });

describe.each(STORAGES)('the files of a journal over %s', (_kind, open) => {
  let journal: Journal;
  beforeEach(async () => {
    journal = new Journal(await open());
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
  });
  afterEach(() => {
    journal.close();
    vi.unstubAllGlobals();
  });

  it('are listed, read, replaced and removed one by one', async () => {
    await journal.append(
      KEY,
      'w1',
      entryOf(0, [], { files: [file('media/b.png'), file('media/a.png'), file('ü \u{1F600}.png')] }),
    );
    expect(await journal.filePaths(KEY)).toEqual(['media/a.png', 'media/b.png', 'ü \u{1F600}.png']);
    await journal.append(KEY, 'w1', entryOf(0, [], { files: [file('media/a.png', 7)] }));
    const stored = (await journal.file(KEY, 'media/a.png'))!;
    expect([stored.path, stored.type, ...new Uint8Array(stored.bytes)]).toEqual(['media/a.png', 'image/png', 7]);
    expect(await journal.removeFile(KEY, stored)).toBe(true);
    expect(await journal.filePaths(KEY)).toEqual(['media/b.png', 'ü \u{1F600}.png']);
    expect(await journal.file(KEY, 'media/a.png')).toBeUndefined();
    expect(await journal.removeFile(KEY, stored)).toBe(false);
  });

  it('are counted in what waits, one that is replaced or removed twice once', async () => {
    const waiting = async () => [(await journal.load(KEY))!.waitingBytes, journal.waitingBytes(KEY)];
    const large = { ...file('a'), bytes: new ArrayBuffer(30) };
    await journal.append(KEY, 'w1', entryOf(0, ['{}'], { files: [file('a'), file('b')] }));
    expect(await waiting()).toEqual([4, 4]);
    await journal.append(KEY, 'w1', entryOf(1, [], { files: [large] }));
    expect(await waiting()).toEqual([33, 33]);
    const stored = (await journal.file(KEY, 'a'))!;
    await journal.removeFile(KEY, stored);
    await journal.removeFile(KEY, stored);
    expect(await waiting()).toEqual([3, 3]);
  });

  it('that were replaced while the older one travelled are not removed with it, and are measured once', async () => {
    await journal.append(KEY, 'w1', entryOf(0, [], { saved: [{ ...file('a'), bytes: new ArrayBuffer(100) }] }));
    const travelling = (await journal.file(KEY, 'a'))!;
    await journal.append(KEY, 'w1', entryOf(0, [], { saved: [{ ...file('a'), bytes: new ArrayBuffer(30) }] }));
    await journal.removeFile(KEY, travelling);
    expect((await journal.file(KEY, 'a'))!.bytes.byteLength).toBe(30);
    expect((await journal.load(KEY))!.waitingBytes).toBe(30);
    await journal.removeFile(KEY, (await journal.file(KEY, 'a'))!);
    expect(await journal.filePaths(KEY)).toEqual([]);
    expect((await journal.load(KEY))!.waitingBytes).toBe(0);
  });

  it('saved by themselves are kept with lines that stand already, where media of those lines are not', async () => {
    await journal.append(KEY, 'w1', entryOf(0, ['{}']));
    await journal.append(KEY, 'w1', entryOf(0, ['{}'], { files: [file('media/m.png')], saved: [file('s')] }));
    expect(await journal.filePaths(KEY)).toEqual(['s']);
  });

  it('are copies: what is done to the bytes afterwards does not change them', async () => {
    const mine = file('a');
    await journal.append(KEY, 'w1', entryOf(0, [], { files: [mine] }));
    new Uint8Array(mine.bytes)[0] = 9;
    const stored = (await journal.file(KEY, 'a'))!;
    new Uint8Array(stored.bytes)[0] = 8;
    expect([...new Uint8Array((await journal.file(KEY, 'a'))!.bytes)]).toEqual([1]);
  });

  it('of runs whose names begin alike are kept apart', async () => {
    const other = recordOf({ id: 'r1x' });
    await journal.claim(other, 'w', { ...NO_LINES });
    await journal.append(runKey(other), 'w', entryOf(0, [], { files: [file('x')] }));
    expect(await journal.filePaths(KEY)).toEqual([]);
    expect(await journal.allFiles()).toEqual([[runKey(other), 'x']]);
  });

  it('of a writer that is refused are not kept', async () => {
    await expect(journal.append(KEY, 'gone', entryOf(0, [], { files: [file('x')] }))).rejects.toMatchObject({
      code: 'run-taken',
    });
    expect(await journal.filePaths(KEY)).toEqual([]);
  });
});
