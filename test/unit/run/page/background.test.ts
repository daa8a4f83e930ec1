import { afterEach, describe, expect, it, vi } from 'vitest';
import { askForSync, handOver } from '../../../../src/run/page/background';
import { FAREWELL, SYNC_TAG } from '../../../../src/wire/index';
import type { LastWords } from '../../../../src/thread/contract';
import { recordOf } from '../recorder';

const WORDS: LastWords = {
  writer: 'w1',
  record: recordOf(),
  batch: { streams: {}, sequence: 1, step: 4, openRow: null },
};

/** A page whose service worker notes what it hears. */
function registration(changes: object = {}): { told: unknown[] } {
  const told: unknown[] = [];
  const ready = Promise.resolve({
    active: { postMessage: (message: unknown) => void told.push(message) },
    sync: { register: async (tag: string) => void told.push(tag) },
    ...changes,
  });
  vi.stubGlobal('navigator', { serviceWorker: { ready } });
  return { told };
}

const rest = () => new Promise((resolve) => setImmediate(resolve));

const failures: unknown[] = [];
const note = (error: unknown) => failures.push(error);
afterEach(async () => {
  vi.unstubAllGlobals();
  failures.length = 0;
});

/** Whether anything was thrown that nobody caught. */
async function isQuiet(work: () => void): Promise<boolean> {
  process.on('unhandledRejection', note);
  work();
  await rest();
  process.off('unhandledRejection', note);
  return failures.length === 0;
}

describe('askForSync', () => {
  it('registers the sync', async () => {
    const { told } = registration();
    askForSync();
    await rest();
    expect(told).toEqual([SYNC_TAG]);
  });

  it.each([
    ['has no Background Sync', () => registration({ sync: undefined })],
    [
      'was forbidden to sync',
      () => registration({ sync: { register: () => Promise.reject(new DOMException('', 'NotAllowedError')) } }),
    ],
    ['has no service workers', () => vi.stubGlobal('navigator', {})],
    ['is not a page at all', () => vi.stubGlobal('navigator', undefined)],
  ])('does nothing in a browser that %s', async (_name, prepare) => {
    prepare();
    expect(
      await isQuiet(() => {
        askForSync();
        handOver(() => WORDS);
      }),
    ).toBe(true);
  });
});

describe('handOver', () => {
  it('posts the words as they are when the task of the caller is over', async () => {
    const { told } = registration();
    let words: LastWords | null = null;
    handOver(() => words);
    words = WORDS;
    await rest();
    expect(told).toEqual([{ type: FAREWELL, words: WORDS }]);
  });

  it('asks for them not at all while there is no service worker', async () => {
    vi.stubGlobal('navigator', { serviceWorker: { ready: new Promise(() => undefined) } });
    handOver(() => expect.unreachable());
    await rest();
  });
});
