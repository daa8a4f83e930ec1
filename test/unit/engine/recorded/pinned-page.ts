import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type * as Spoor from '../../../../src/index';
import type * as SpoorTfjs from '../../../../src/tfjs/index';
import { FakeLocks } from '../../outbox/locks';
import { fakeLocalStorage } from '../../run/local-storage';

/** By this address the server stands in journals and archives, whichever port it has. */
export const SERVER = 'http://spoor.test';

/** When every recording begins. */
const START = new Date('2027-01-02T03:04:05.678Z');

/** Waits of a second and more, and whatever is done again and again: they are over when the scenario says so. */
const LONG_MS = 1_000;

/** As long as Node can wait. */
const NEVER_MS = 2 ** 31 - 1;

interface Wait {
  done: () => void;
  ms: number;
}

/**
 * A browser whose clocks stand still, whose ids are counted, and whose long waits do not end by themselves: what a run
 * sends from there is the same each time.
 */
export class PinnedBrowser {
  #waits: Wait[] = [];

  /** @param server where the requests to {@link SERVER} go. */
  constructor(server: string) {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: START });
    vi.stubGlobal('indexedDB', new IDBFactory());
    vi.stubGlobal('localStorage', fakeLocalStorage());
    const soon = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (done: () => void, ms = 0) => {
      if (ms < LONG_MS) return soon(done, ms);
      this.#waits.push({ done, ms });
      return soon(() => undefined, NEVER_MS).unref();
    });
    vi.stubGlobal('setInterval', (done: () => void, ms = 0) => {
      this.#waits.push({ done, ms });
      return soon(() => undefined, NEVER_MS).unref();
    });
    let [bytes, ids] = [0, 0];
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      (array as unknown as Uint8Array).forEach((_, at) => ((array as unknown as Uint8Array)[at] = bytes++ % 252));
      return array;
    });
    vi.spyOn(crypto, 'randomUUID').mockImplementation(
      () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}` as ReturnType<Crypto['randomUUID']>,
    );
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (request: Request) => {
      const { method, headers, signal } = request;
      const body = method === 'HEAD' ? null : await request.arrayBuffer();
      return fetch(request.url.replace(SERVER, server), { method, headers, signal, body });
    });
    // A picture of two by three: Node cannot decode one.
    vi.stubGlobal('createImageBitmap', async () => ({ width: 2, height: 3, close: () => undefined }));
  }

  /** A page of this browser, with a copy of Spoor for itself; the one before is gone, and can say nothing more. */
  async open(address = 'http://app.test/index.html?secret'): Promise<typeof Spoor & typeof SpoorTfjs> {
    this.#waits = [];
    (globalThis as { [place: symbol]: Set<unknown> | undefined })[Symbol.for('spoor.open-runs')]?.clear();
    const window = new EventTarget();
    vi.stubGlobal('window', window);
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
    vi.stubGlobal('location', new URL(address));
    vi.stubGlobal('navigator', {
      locks: new FakeLocks(),
      userAgent: 'Recorder/1.0',
      language: 'en',
      hardwareConcurrency: 4,
    });
    vi.resetModules();
    return { ...(await import('../../../../src/index')), ...(await import('../../../../src/tfjs/index')) };
  }

  /** So much time goes by on all clocks. */
  pass(ms: number): void {
    vi.advanceTimersByTime(ms);
  }

  /** A long wait of this length has begun, and is over. */
  async end(ms: number): Promise<void> {
    const over: Wait[] = [];
    while (over.length === 0) {
      await turn();
      over.push(...this.#waits.filter((wait) => wait.ms === ms));
    }
    this.#waits = this.#waits.filter((wait) => wait.ms !== ms);
    for (const { done } of over) done();
    // What follows from it without another wait is done.
    await turn();
  }

  close(): void {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
