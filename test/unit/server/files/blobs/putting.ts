import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { chunks, KEY, MAX_BYTES, md5, promise, taken, type Trial } from './trial';

/** What is promised of bytes that are put. */
export function describePutting(trial: Trial): void {
  const { put, read, keysIn } = trial;

  describe('put', () => {
    it('keeps all bytes and tells their size and MD5, before and after the record is made', async () => {
      const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
      const recorded: unknown[] = [];
      const written = await trial.blobs.put(KEY, chunks(bytes.subarray(0, 1), bytes.subarray(1)), (what) => {
        recorded.push(what);
        return true;
      });
      expect(written).toEqual({ size: 100_000, md5: md5(bytes) });
      expect(recorded).toEqual([written]);
      expect(Buffer.compare(await buffer(trial.blobs.open(KEY)), bytes)).toBe(0);
    });

    it('keeps nothing at all, too', async () => {
      expect(await put(KEY)).toEqual({ size: 0, md5: md5('') });
      expect(await read(KEY)).toBe('');
      expect(await trial.blobs.stat(KEY)).toMatchObject({ size: 0 });
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
      const done = trial.blobs.put(KEY, slowly(), () => {
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
          trial.blobs.put(
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
          trial.blobs.put(key, chunks('new'), async () => {
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
      expect(await trial.blobs.put(KEY, chunks('new'), () => false)).toBeNull();
      expect(await trial.blobs.put('files/8/new', chunks('new'), async () => false)).toBeNull();
      expect([await keysIn('files'), await read(KEY)]).toEqual([[KEY], 'before']);
    });

    it('takes as many bytes as it says, and refuses one more without asking for a record', async () => {
      expect(trial.blobs.maxBytes).toBe(MAX_BYTES);
      await put(KEY, new Uint8Array(MAX_BYTES));
      const record = () => {
        throw new Error('asked');
      };
      const tooMany = trial.blobs.put('files/7/more', chunks(new Uint8Array(MAX_BYTES), 'x'), record);
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
          trial.blobs.put(KEY, chunks(slow!), recordAfter(30)),
          trial.blobs.put(KEY, chunks(quick!), recordAfter(1)),
        ]);
        expect(records).toHaveLength(2);
        expect(md5(await read(KEY))).toBe(records[1]);
      }
    });

    it('of twenty at once for one key, too; and those for other keys do not wait for them', async () => {
      const [stuck, answer] = [promise(), promise<boolean>()];
      const first = trial.blobs.put(KEY, chunks('stuck'), () => {
        stuck.keep();
        return answer.kept;
      });
      await stuck.kept;
      await put('files/7/other', 'other');
      expect(await read('files/7/other')).toBe('other');
      let last = '';
      const many = Array.from({ length: 20 }, (_, index) =>
        trial.blobs.put(KEY, chunks(`text ${index}`), ({ md5: of }) => {
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
}
