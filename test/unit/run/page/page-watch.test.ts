import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findLastWords } from '../../../../src/run/page/last-words';
import { watchPage, type PageWatch } from '../../../../src/run/page/page-watch';
import type { LastWords } from '../../../../src/thread/contract';
import { fakeLocalStorage } from '../local-storage';
import { recordOf } from '../recorder';

const WORDS: LastWords = {
  writer: 'w1',
  record: recordOf(),
  batch: { streams: {}, sequence: 1, step: 4, openRow: null },
};

/** A page that a test hides, leaves and comes back to. */
class Page {
  readonly window = new EventTarget();
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  readonly told: string[] = [];
  words: LastWords | null = WORDS;
  journaled = Promise.resolve();
  watch: PageWatch;

  constructor() {
    vi.stubGlobal('document', this.document);
    vi.stubGlobal('addEventListener', this.window.addEventListener.bind(this.window));
    this.watch = watchPage(
      {
        post: () => this.told.push('post'),
        flush: () => this.journaled,
        hurry: () => this.told.push('hurry'),
        comeBack: () => this.told.push('comeBack'),
        rescue: () => this.told.push('rescue'),
        lastWords: () => (this.told.push('words'), this.words),
      },
      {
        hasWaited: false,
        release: () => void this.told.push('release'),
        retake: async () => (this.told.push('retake'), true),
      },
    );
  }

  show(state: 'visible' | 'hidden'): void {
    this.document.visibilityState = state;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  happen(name: 'pagehide' | 'pageshow' | 'online', persisted = true): void {
    this.window.dispatchEvent(Object.assign(new Event(name), { persisted }));
  }
}

let page: Page;
beforeEach(() => {
  vi.stubGlobal('localStorage', fakeLocalStorage());
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  page = new Page();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('watchPage', () => {
  it('rescues the last words that another page leaves, and nothing else that is stored or removed', () => {
    const store = (key: string | null, newValue: string | null) =>
      page.window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
    vi.advanceTimersByTime(1_000);
    page.told.length = 0;
    store('theme', 'dark');
    store('spoor:last-words:x', null);
    store(null, null);
    vi.advanceTimersByTime(1_000);
    expect(page.told).toEqual([]);
    store('spoor:last-words:x', '{}');
    expect(page.told).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(page.told).toEqual(['rescue']);
  });

  it('looks once for those that another page left while this one opened its run, unless the run has ended by then', () => {
    vi.advanceTimersByTime(5_000);
    expect(page.told).toEqual(['rescue']);
    page = new Page();
    page.watch.end();
    vi.advanceTimersByTime(5_000);
    expect(page.told).toEqual([]);
  });

  it('posts what has gathered when the page is hidden, and not when it is seen', () => {
    page.show('hidden');
    page.show('visible');
    expect(page.told).toEqual(['post']);
  });

  it('says the last words when the page goes, before it lets go of the run', () => {
    page.happen('pagehide');
    expect(page.told).toEqual(['words', 'release']);
    expect(findLastWords()).toEqual([WORDS]);
  });

  it('says them again for rows that another listener logs after ours, once, and only then', async () => {
    page.watch.logged();
    expect(page.told).toEqual([]);
    page.happen('pagehide');
    const later = { ...WORDS, batch: { ...WORDS.batch, step: 5 } };
    page.words = later;
    const before = page.told.length;
    page.watch.logged();
    page.watch.logged();
    await Promise.resolve();
    expect(page.told.slice(before)).toEqual(['words']);
    expect(findLastWords()).toEqual([later]);
  });

  it('hands them to the service worker, in one message for each task in which it says something', async () => {
    const farewells: unknown[] = [];
    const active = { postMessage: ({ words }: { words: unknown }) => void farewells.push(words) };
    vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve({ active }) } });
    page.happen('pagehide', false);
    expect(farewells).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(farewells).toEqual([WORDS]);
    page.watch.logged();
    page.watch.logged();
    await new Promise((resolve) => setImmediate(resolve));
    expect(farewells).toEqual([WORDS, WORDS]);
  });

  it('keeps them to itself when it may come back, and only says that it is away', async () => {
    const farewells: unknown[] = [];
    const active = { postMessage: ({ words }: { words: unknown }) => void farewells.push(words) };
    vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve({ active }) } });
    page.happen('pagehide', true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(farewells).toEqual([null]);
  });

  it('lets go of the run also when its last words cannot be said', async () => {
    const failure = new Error('no words');
    Object.defineProperty(page, 'words', {
      get: () => {
        throw failure;
      },
    });
    const failures: unknown[] = [];
    process.once('uncaughtException', (error) => failures.push(error));
    page.happen('pagehide');
    await new Promise((resolve) => setImmediate(resolve));
    expect([page.told, failures]).toEqual([['words', 'release'], [failure]]);
  });

  it('says nothing when the journal has everything', () => {
    page.words = null;
    page.happen('pagehide');
    expect(findLastWords()).toEqual([]);
  });

  it('takes everything back when the page comes back', async () => {
    page.happen('pagehide');
    page.happen('pageshow');
    await Promise.resolve();
    expect(page.told).toEqual(['words', 'release', 'retake', 'comeBack']);
    expect(findLastWords()).toEqual([]);
    page.watch.logged();
    expect(page.told.filter((what) => what === 'words')).toHaveLength(1);
  });

  it('keeps its last words until the journal has them, and new ones then', async () => {
    let confirm: () => void = () => undefined;
    page.journaled = new Promise((resolve) => (confirm = resolve));
    page.happen('pagehide');
    page.happen('pageshow');
    await Promise.resolve();
    expect(findLastWords()).toEqual([WORDS]);
    const later = { ...WORDS, batch: { ...WORDS.batch, step: 5 } };
    page.words = later;
    page.happen('pagehide');
    confirm();
    await Promise.resolve();
    expect(findLastWords()).toEqual([later]);
  });

  it('takes back what there was room for, and hands all of it to the service worker', async () => {
    const farewells: unknown[] = [];
    const active = { postMessage: ({ words }: { words: unknown }) => void farewells.push(words) };
    vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve({ active }) } });
    vi.stubGlobal('localStorage', fakeLocalStorage({ room: 1_000 }));
    page.words = {
      ...WORDS,
      batch: { ...WORDS.batch, streams: { output: { offset: 0, lines: ['x'.repeat(1_000)] } } },
    };
    page.happen('pagehide', false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(farewells).toEqual([page.words]);
    expect(findLastWords()).toHaveLength(1);
    page.happen('pageshow');
    await Promise.resolve();
    expect(findLastWords()).toEqual([]);
  });

  it('takes the run back although localStorage is forbidden', async () => {
    vi.stubGlobal('localStorage', fakeLocalStorage({ isForbidden: true }));
    const failures: unknown[] = [];
    page.happen('pagehide');
    const onError = (error: unknown) => failures.push(error);
    process.once('uncaughtException', onError);
    page.happen('pageshow');
    await new Promise((resolve) => setImmediate(resolve));
    process.removeListener('uncaughtException', onError);
    expect(failures).toEqual([]);
    expect(page.told).toContain('retake');
  });

  it('does not take the first showing of a page for a return', () => {
    page.happen('pageshow', false);
    expect(page.told).toEqual([]);
  });

  it('tries to deliver when there is a network again', () => {
    page.happen('online');
    expect(page.told).toEqual(['hurry']);
  });

  it('lets go of a run that has ended, and goes on trying to deliver it', () => {
    page.watch.release();
    page.happen('online');
    page.happen('pagehide', true);
    page.happen('pageshow', true);
    expect(page.told.filter((what) => ['release', 'hurry', 'retake', 'comeBack'].includes(what))).toEqual([
      'release',
      'hurry',
      'release',
      'comeBack',
    ]);
  });

  it('hears nothing more after its end', () => {
    page.watch.end();
    page.show('hidden');
    page.happen('pagehide');
    page.happen('online');
    expect(page.told).toEqual([]);
  });
});
