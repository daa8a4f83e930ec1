import { describe, expect, it } from 'vitest';
import { Journal } from '../../../src/journal/index';
import { openMemory } from '../../../src/journal/memory';
import { NO_LINES, runKey, type Alert } from '../../../src/wire/index';
import { entryOf, recordOf } from './entries';

const KEY = runKey(recordOf());
const alertAt = (at: number): Alert => ({ title: 'Loss is NaN', text: '', level: 'INFO', waitDuration: 60_000, at });

describe('alerts of one title across reloads', () => {
  const journalWith = async (...times: number[]) => {
    const journal = new Journal(openMemory());
    await journal.claim(recordOf(), 'w1', { ...NO_LINES });
    for (const at of times) await journal.append(KEY, 'w1', entryOf(0, [], { alerts: [alertAt(at)] }));
    return (await journal.load(KEY))!.alerts.map(({ at }) => at);
  };

  it('are kept back for the wait', async () => {
    const now = Date.now() - 120_000;
    expect(await journalWith(now, now + 59_000, now + 60_000)).toEqual([now, now + 60_000]);
  });

  it('are not kept back by one of a future that the clock has left again', async () => {
    const now = Date.now() - 60_000;
    expect(await journalWith(now + 86_400_000, now, now + 1_000)).toEqual([now + 86_400_000, now]);
  });

  it('are one when they are given again', async () => {
    const now = Date.now() - 60_000;
    expect(await journalWith(now, now)).toEqual([now]);
    expect(await journalWith(now + 86_400_000, now + 86_400_000)).toEqual([now + 86_400_000]);
  });
});
