import { describe, expect, it } from 'vitest';
import { KEY, MAX_BYTES, taken, type Trial } from './trial';

const HOSTILE = [
  '',
  'files',
  'files/',
  '/files/7/ab',
  'files//ab',
  'files/7/',
  'files/../key',
  '../files/7/ab',
  'files/7/..',
  'files/7/.',
  'files/7/a.b',
  'files/7/AB12',
  'files/7/ab\0',
  'files/7/ab\n',
  'files\\7\\ab',
  'files/7/ä',
  'files/7/a b',
  `files/7/${'a'.repeat(129)}`,
];

/** What is promised of bytes that are there, and of keys. */
export function describeReading(trial: Trial): void {
  const { put, read, keysIn } = trial;

  describe('open', () => {
    it('gives the range that is asked for, both ends included', async () => {
      await put(KEY, '0123456789');
      expect(await read(KEY, { start: 0, end: 0 })).toBe('0');
      expect(await read(KEY, { start: 3, end: 5 })).toBe('345');
      expect(await read(KEY, { start: 9, end: 9 })).toBe('9');
      expect(await read(KEY, { start: 8, end: 100 })).toBe('89');
      expect(await read(KEY, { start: 0, end: 9 })).toBe('0123456789');
    });

    it('fails where there is nothing', async () => {
      await expect(read('files/7/none')).rejects.toThrow();
      await expect(trial.blobs.openAsBlob('files/7/none').then((blob) => blob.text())).rejects.toThrow();
    });

    it('gives the body of a request', async () => {
      await put(KEY, '0123456789');
      const blob = await trial.blobs.openAsBlob(KEY);
      expect([blob.size, await blob.text(), await blob.slice(2, 4).text()]).toEqual([10, '0123456789', '23']);
    });

    it('can be given up in the middle', async () => {
      await put(KEY, new Uint8Array(MAX_BYTES));
      for await (const part of trial.blobs.open(KEY)) {
        expect((part as Buffer).length).toBeGreaterThan(0);
        break;
      }
      await trial.blobs.delete(KEY);
      expect(await trial.blobs.stat(KEY)).toBeNull();
    });
  });

  it('stat tells the size and when it was written, and null where there is nothing', async () => {
    const begun = Date.now();
    await put(KEY, '0123456789');
    const found = await trial.blobs.stat(KEY);
    expect(found!.size).toBe(10);
    // The clock of the place may be less fine.
    expect(found!.modifiedAt).toBeGreaterThan(begun - 5_000);
    expect(Number.isInteger(found!.modifiedAt)).toBe(true);
    expect(await trial.blobs.stat('files/7/none')).toBeNull();
    expect(await trial.blobs.stat('files/7')).toBeNull();
    expect(await trial.blobs.stat(`${KEY}/below`)).toBeNull();
  });

  describe('delete', () => {
    it('removes one key or all below it, and nothing else', async () => {
      for (const key of ['files/7/ab', 'files/7/cd', 'files/77/ab', 'contents/7/ab']) await put(key, key);
      await trial.blobs.delete('files/7/ab');
      expect(await keysIn('files')).toEqual(['files/7/cd', 'files/77/ab']);
      await trial.blobs.delete('files/7');
      expect([await keysIn('files'), await keysIn('contents')]).toEqual([['files/77/ab'], ['contents/7/ab']]);
    });

    it('of what is not there is fine', async () => {
      await trial.blobs.delete('files/9/ab');
      await trial.blobs.delete('files/9');
    });

    it('does not touch what is put after the call', async () => {
      await put(KEY, 'before');
      const deleted = trial.blobs.delete(KEY);
      await Promise.all([put(KEY, 'after'), deleted]);
      expect(await read(KEY)).toBe('after');
    });
  });

  describe('list', () => {
    it('tells the keys below one, folder by folder', async () => {
      const keys = ['contents/ab/abcd', 'files/1/aa', 'files/1/bb', 'files/12/aa'];
      for (const key of [keys[3]!, keys[1]!, keys[0]!, keys[2]!]) await put(key, 'x');
      expect(await keysIn('files')).toEqual(keys.slice(1));
      expect(await keysIn('files/1')).toEqual(keys.slice(1, 3));
      expect(await keysIn('contents')).toEqual([keys[0]]);
      expect(await keysIn('files/3')).toEqual([]);
      const folders: string[] = [];
      for await (const key of trial.blobs.list('files')) folders.push(key.split('/')[1]!);
      expect(folders.filter((folder, index) => folder !== folders[index - 1])).toHaveLength(2);
    });

    it('while others write and delete tells each key that was there all the time once, and none twice', async () => {
      const stay = Array.from({ length: 20 }, (_, index) => `files/${index + 1}/stays`);
      const go = Array.from({ length: 20 }, (_, index) => `files/${index + 1}/goes`);
      await Promise.all([...stay, ...go].map((key) => put(key, key)));
      const seen: string[] = [];
      for await (const key of trial.blobs.list('files')) {
        seen.push(key);
        await trial.blobs.delete(go.pop() ?? 'files/99/none');
        await put(`files/${seen.length}/new`, 'new');
        // Written anew, it is the same key.
        await put(stay[seen.length % 20]!, 'anew');
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((key) => key.endsWith('stays')).sort()).toEqual([...stay].sort());
    });
  });

  describe('a hostile key', () => {
    it.each(HOSTILE)('%j is refused by every method, before anything is read or written', async (key) => {
      const content = (async function* () {
        yield expect.unreachable('the content was read') as never;
      })();
      await expect(trial.blobs.put(key, content, taken)).rejects.toThrow(TypeError);
      await expect(trial.blobs.stat(key)).rejects.toThrow(TypeError);
      await expect(trial.blobs.delete(key)).rejects.toThrow(TypeError);
      await expect(trial.blobs.openAsBlob(key)).rejects.toThrow(TypeError);
      expect(() => trial.blobs.open(key)).toThrow(TypeError);
      if (key !== 'files') await expect(keysIn(key)).rejects.toThrow(TypeError);
    });
  });

  it('what is set aside is under no key any more, and is said', async () => {
    await put(KEY, 'one');
    await put('files/7/stays', 'two');
    trial.blobs.setAside(KEY);
    expect([await trial.blobs.stat(KEY), await keysIn('files')]).toEqual([null, ['files/7/stays']]);
    expect([...trial.blobs.reportAside()]).toEqual([expect.stringMatching(/^1 file /)]);
  });

  it('can be tried, which leaves nothing', async () => {
    await put(KEY, 'one');
    await trial.blobs.tryToStore();
    expect([await keysIn('files'), await keysIn('contents')]).toEqual([[KEY], []]);
  });
}
