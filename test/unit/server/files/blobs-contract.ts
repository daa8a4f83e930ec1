import { createHash } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Blobs, BlobUpkeep } from '../../../../src/server/files/blobs';

/** A place for bytes that can be tried. */
export interface BlobsWorld {
  blobs: Blobs & BlobUpkeep;
  /**
   * What a new process finds in the same place after this one has died, whatever was under way. The one before is then
   * asked for nothing more.
   */
  crash(): Promise<Blobs & BlobUpkeep>;
  close(): Promise<void>;
}

/** As large as the worlds that are tried take them. */
export const MAX_BYTES = 200_000;

const KEY = 'files/7/ab12';
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

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}
const md5 = (of: string | Uint8Array) => createHash('md5').update(of).digest('base64');
const taken = () => true;

/** A promise that somebody else keeps. */
function promise<T = void>() {
  let keep!: (value: T) => void;
  const kept = new Promise<T>((done) => (keep = done));
  return { kept, keep };
}

/** What every implementation of `Blobs` promises. */
export function describeBlobs(name: string, make: () => Promise<BlobsWorld>): void {
  describe(`blobs: ${name}`, () => {
    let world: BlobsWorld;
    let blobs: BlobsWorld['blobs'];
    beforeEach(async () => {
      world = await make();
      ({ blobs } = world);
    });
    afterEach(() => world.close());

    const put = (key: string, ...parts: (string | Uint8Array)[]) => blobs.put(key, chunks(...parts), taken);
    const read = (key: string, range?: { start: number; end: number }) => text(blobs.open(key, range));
    const keysIn = async (folder: string, of: Blobs = blobs) => {
      const keys: string[] = [];
      for await (const key of of.list(folder)) keys.push(key);
      return keys.sort();
    };

    describe('put', () => {
      it('keeps all bytes and tells their size and MD5, before and after the record is made', async () => {
        const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
        const recorded: unknown[] = [];
        const written = await blobs.put(KEY, chunks(bytes.subarray(0, 1), bytes.subarray(1)), (what) => {
          recorded.push(what);
          return true;
        });
        expect(written).toEqual({ size: 100_000, md5: md5(bytes) });
        expect(recorded).toEqual([written]);
        expect(Buffer.compare(await buffer(blobs.open(KEY)), bytes)).toBe(0);
      });

      it('keeps nothing at all, too', async () => {
        expect(await put(KEY)).toEqual({ size: 0, md5: md5('') });
        expect(await read(KEY)).toBe('');
        expect(await blobs.stat(KEY)).toMatchObject({ size: 0 });
      });

      it('replaces what was there', async () => {
        await put(KEY, 'a long one');
        await put(KEY, 'short');
        expect(await read(KEY)).toBe('short');
        expect(await keysIn('files')).toEqual([KEY]);
      });

      it('shows nothing while the bytes come in, nor while the record is made', async () => {
        await put(KEY, 'before');
        const [first, second, asked, answer] = [promise(), promise(), promise(), promise<boolean>()];
        async function* slowly() {
          yield Buffer.from('af');
          first.keep();
          await second.kept;
          yield Buffer.from('ter');
        }
        const done = blobs.put(KEY, slowly(), () => {
          asked.keep();
          return answer.kept;
        });
        await first.kept;
        expect([await read(KEY), await keysIn('files')]).toEqual(['before', [KEY]]);
        second.keep();
        await asked.kept;
        expect([await read(KEY), await keysIn('files')]).toEqual(['before', [KEY]]);
        answer.keep(true);
        expect(await done).toMatchObject({ size: 5 });
        expect(await read(KEY)).toBe('after');
      });

      it.each<[string, (key: string) => Promise<unknown>]>([
        [
          'whose content breaks off',
          (key) =>
            blobs.put(
              key,
              (async function* () {
                yield Buffer.from('half');
                throw new Error('broken');
              })(),
              taken,
            ),
        ],
        [
          'whose record fails',
          (key) =>
            blobs.put(key, chunks('new'), async () => {
              throw new Error('broken');
            }),
        ],
      ])('one %s leaves what was there before', async (_which, attempt) => {
        await expect(attempt('files/8/new')).rejects.toThrow('broken');
        await put(KEY, 'before');
        await expect(attempt(KEY)).rejects.toThrow('broken');
        expect([await keysIn('files'), await read(KEY)]).toEqual([[KEY], 'before']);
      });

      it('that nobody wants any more answers null and leaves nothing', async () => {
        await put(KEY, 'before');
        expect(await blobs.put(KEY, chunks('new'), () => false)).toBeNull();
        expect(await blobs.put('files/8/new', chunks('new'), async () => false)).toBeNull();
        expect([await keysIn('files'), await read(KEY)]).toEqual([[KEY], 'before']);
      });

      it('takes as many bytes as it says, and refuses one more without asking for a record', async () => {
        expect(blobs.maxBytes).toBe(MAX_BYTES);
        await put(KEY, new Uint8Array(MAX_BYTES));
        const record = () => {
          throw new Error('asked');
        };
        const tooMany = blobs.put('files/7/more', chunks(new Uint8Array(MAX_BYTES), 'x'), record);
        await expect(tooMany).rejects.toMatchObject({ status: 413 });
        expect(await keysIn('files')).toEqual([KEY]);
      });

      it('of two at once for one key, the record that is made last is that of the bytes that stay', async () => {
        for (const [slow, quick] of [
          ['first', 'second'],
          ['second', 'first'],
        ]) {
          const records: string[] = [];
          const recordAfter = (turns: number) => async (written: { md5: string }) => {
            for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next));
            records.push(written.md5);
            return true;
          };
          await Promise.all([
            blobs.put(KEY, chunks(slow!), recordAfter(30)),
            blobs.put(KEY, chunks(quick!), recordAfter(1)),
          ]);
          expect(records).toHaveLength(2);
          expect(md5(await read(KEY))).toBe(records[1]);
        }
      });

      it('of twenty at once for one key, too; and those for other keys do not wait for them', async () => {
        const [stuck, answer] = [promise(), promise<boolean>()];
        const first = blobs.put(KEY, chunks('stuck'), () => {
          stuck.keep();
          return answer.kept;
        });
        await stuck.kept;
        await put('files/7/other', 'other');
        expect(await read('files/7/other')).toBe('other');
        let last = '';
        const many = Array.from({ length: 20 }, (_, index) =>
          blobs.put(KEY, chunks(`text ${index}`), ({ md5: of }) => {
            if (index % 3 === 0) return false;
            last = of;
            return true;
          }),
        );
        answer.keep(true);
        await first;
        const written = await Promise.all(many);
        expect(written.map((one) => one === null)).toEqual(written.map((_, index) => index % 3 === 0));
        expect(md5(await read(KEY))).toBe(last);
      });
    });

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
        await expect(blobs.openAsBlob('files/7/none').then((blob) => blob.text())).rejects.toThrow();
      });

      it('gives the body of a request', async () => {
        await put(KEY, '0123456789');
        const blob = await blobs.openAsBlob(KEY);
        expect([blob.size, await blob.text(), await blob.slice(2, 4).text()]).toEqual([10, '0123456789', '23']);
      });

      it('can be given up in the middle', async () => {
        await put(KEY, new Uint8Array(MAX_BYTES));
        for await (const part of blobs.open(KEY)) {
          expect((part as Buffer).length).toBeGreaterThan(0);
          break;
        }
        await blobs.delete(KEY);
        expect(await blobs.stat(KEY)).toBeNull();
      });
    });

    it('stat tells the size and when it was written, and null where there is nothing', async () => {
      const begun = Date.now();
      await put(KEY, '0123456789');
      const found = await blobs.stat(KEY);
      expect(found!.size).toBe(10);
      // The clock of the place may be less fine.
      expect(found!.modifiedAt).toBeGreaterThan(begun - 5_000);
      expect(Number.isInteger(found!.modifiedAt)).toBe(true);
      expect(await blobs.stat('files/7/none')).toBeNull();
      expect(await blobs.stat('files/7')).toBeNull();
      expect(await blobs.stat(`${KEY}/below`)).toBeNull();
    });

    describe('delete', () => {
      it('removes one key or all below it, and nothing else', async () => {
        for (const key of ['files/7/ab', 'files/7/cd', 'files/77/ab', 'contents/7/ab']) await put(key, key);
        await blobs.delete('files/7/ab');
        expect(await keysIn('files')).toEqual(['files/7/cd', 'files/77/ab']);
        await blobs.delete('files/7');
        expect([await keysIn('files'), await keysIn('contents')]).toEqual([['files/77/ab'], ['contents/7/ab']]);
      });

      it('of what is not there is fine', async () => {
        await blobs.delete('files/9/ab');
        await blobs.delete('files/9');
      });

      it('does not touch what is put after the call', async () => {
        await put(KEY, 'before');
        const deleted = blobs.delete(KEY);
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
        for await (const key of blobs.list('files')) folders.push(key.split('/')[1]!);
        expect(folders.filter((folder, index) => folder !== folders[index - 1])).toHaveLength(2);
      });

      it('while others write and delete tells each key that was there all the time once, and none twice', async () => {
        const stay = Array.from({ length: 20 }, (_, index) => `files/${index + 1}/stays`);
        const go = Array.from({ length: 20 }, (_, index) => `files/${index + 1}/goes`);
        await Promise.all([...stay, ...go].map((key) => put(key, key)));
        const seen: string[] = [];
        for await (const key of blobs.list('files')) {
          seen.push(key);
          await blobs.delete(go.pop() ?? 'files/99/none');
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
        await expect(blobs.put(key, content, taken)).rejects.toThrow(TypeError);
        await expect(blobs.stat(key)).rejects.toThrow(TypeError);
        await expect(blobs.delete(key)).rejects.toThrow(TypeError);
        await expect(blobs.openAsBlob(key)).rejects.toThrow(TypeError);
        expect(() => blobs.open(key)).toThrow(TypeError);
        if (key !== 'files') await expect(keysIn(key)).rejects.toThrow(TypeError);
      });
    });

    describe('after a crash', () => {
      /** Ends what a dead process would not have gone on with. */
      let bury = async () => {};
      afterEach(() => bury());

      /** Puts new bytes, and dies at one of its steps. */
      async function dieWhile(step: 'content' | 'before the record' | 'after the record', key = KEY) {
        const [reached, never] = [promise(), promise<boolean>()];
        async function* content() {
          yield Buffer.from('new');
          if (step !== 'content') return;
          reached.keep();
          await never.kept;
        }
        const records: string[] = [];
        const dying = blobs.put(key, content(), ({ md5: of }) => {
          if (step === 'after the record') records.push(of);
          reached.keep();
          return never.kept;
        });
        bury = async () => {
          never.keep(false);
          await dying.catch(() => undefined);
        };
        await reached.kept;
        const next = await world.crash();
        await next.settle(async (asked) => (asked === key ? (records[0] ?? md5('before')) : null));
        return next;
      }

      it.each(['content', 'before the record'] as const)('in %s, what was there before is there', async (step) => {
        await put(KEY, 'before');
        const next = await dieWhile(step);
        expect(await text(next.open(KEY))).toBe('before');
        expect(await keysIn('files', next)).toEqual([KEY]);
      });

      it('after the record, the new bytes are there', async () => {
        await put(KEY, 'before');
        const next = await dieWhile('after the record');
        expect(await text(next.open(KEY))).toBe('new');
        expect(await keysIn('files', next)).toEqual([KEY]);
      });

      it('what never had a record is gone, and is no longer asked for', async () => {
        const next = await dieWhile('before the record', 'contents/ab/abcd');
        expect(await keysIn('contents', next)).toEqual([]);
        const asked: string[] = [];
        await next.settle(async (key) => {
          asked.push(key);
          return null;
        });
        expect(asked).toEqual([]);
      });

      it('what was whole is as it was', async () => {
        await put(KEY, 'one');
        await put('contents/ab/abcd', 'two');
        const next = await world.crash();
        await next.settle(async () => null);
        expect([await text(next.open(KEY)), await text(next.open('contents/ab/abcd'))]).toEqual(['one', 'two']);
        expect([...next.reportAside()]).toEqual([]);
      });
    });

    it('what is set aside is under no key any more, and is said', async () => {
      await put(KEY, 'one');
      await put('files/7/stays', 'two');
      blobs.setAside(KEY);
      expect([await blobs.stat(KEY), await keysIn('files')]).toEqual([null, ['files/7/stays']]);
      expect([...blobs.reportAside()]).toEqual([expect.stringMatching(/^1 file /)]);
    });

    it('can be tried, which leaves nothing', async () => {
      await put(KEY, 'one');
      await blobs.tryToStore();
      expect([await keysIn('files'), await keysIn('contents')]).toEqual([[KEY], []]);
    });
  });
}
