import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { KEY, md5, promise, type Trial } from './trial';

/** What is promised when a process dies. */
export function describeCrashes(trial: Trial): void {
  const { put, keysIn } = trial;

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
      const dying = trial.blobs.put(key, content(), ({ md5: of }) => {
        if (step === 'after the record') records.push(of);
        reached.keep();
        return never.kept;
      });
      bury = async () => {
        never.keep(false);
        await dying.catch(() => undefined);
      };
      await reached.kept;
      const next = await trial.world.crash();
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
      const next = await trial.world.crash();
      await next.settle(async () => null);
      expect([await text(next.open(KEY)), await text(next.open('contents/ab/abcd'))]).toEqual(['one', 'two']);
      expect([...next.reportAside()]).toEqual([]);
    });
  });
}
