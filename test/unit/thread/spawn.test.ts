import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SpoorError } from '../../../src/wire/index';
import { serve } from '../../../src/engine/serve';
import { connect, disconnect } from '../../../src/thread/connect';
import { ENDED, SET_ASIDE, spawn } from '../../../src/thread/spawn';
import type { Rung } from '../../../src/thread/start-thread';

// The engine that runs here has its journal in memory, whatever other files have given this process.
beforeEach(() => void vi.stubGlobal('indexedDB', undefined));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const refusals = () => {
  const refused: [Rung, string][] = [];
  return { refused, onRefused: (rung: Rung, error: SpoorError) => void refused.push([rung, error.code]) };
};

/** A worker that the page's Content-Security-Policy forbids: no exception, an error event later. */
class ForbiddenWorker extends EventTarget {
  postMessage(): void {}
  terminate(): void {}
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new Event('error')), 1);
  }
}

/** A worker that answers until it is gone, and says nothing of its end. */
class MortalWorker extends EventTarget {
  static last: MortalWorker;
  readonly #channel = new MessageChannel();
  isGone = false;
  constructor() {
    super();
    MortalWorker.last = this;
    serve(this.#channel.port2);
    this.#channel.port1.addEventListener(
      'message',
      ({ data }) => this.isGone || this.dispatchEvent(new MessageEvent('message', { data })),
    );
    this.#channel.port1.start();
  }
  postMessage(message: unknown, transferables: Transferable[]): void {
    if (!this.isGone) this.#channel.port1.postMessage(message, transferables);
  }
  terminate(): void {
    this.isGone = true;
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}

describe('spawn', () => {
  it('goes down the ladder to the page, where there are no workers', async () => {
    const { refused, onRefused } = refusals();
    const connection = await spawn(undefined, onRefused);
    expect([connection.rung, connection.storage, refused]).toEqual(['page', 'memory', [['inline', 'worker-failed']]]);
    expect(await connection.engine.hurry()).toBeUndefined();
    connection.terminate();
  });

  it('tries the file of the caller first, and notices a refusal that comes as an event', async () => {
    vi.stubGlobal('Worker', ForbiddenWorker);
    const { refused, onRefused } = refusals();
    const connection = await spawn('/spoor/worker.js', onRefused);
    expect([connection.rung, refused.map(([rung]) => rung)]).toEqual(['page', ['url', 'inline']]);
    connection.terminate();
  });
});

/** A worker with an engine at its end; `storage` is what its journal is in. */
class OwnWorker extends EventTarget {
  static storage: 'indexeddb' | 'memory' = 'indexeddb';
  static ended = 0;
  readonly #channel = new MessageChannel();
  constructor() {
    super();
    this.#channel.port1.onmessage = ({ data }: MessageEvent) =>
      void this.dispatchEvent(new MessageEvent('message', { data: data as unknown }));
    expose({ connect: () => ({ ok: true, value: { storage: OwnWorker.storage } }) }, this.#channel.port2);
  }
  postMessage(message: unknown, transfer: MessagePort[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }
  terminate(): void {
    OwnWorker.ended++;
    this.#channel.port1.close();
  }
}

describe('a worker whose page goes into the back/forward cache', () => {
  const page = new EventTarget();
  const hide = (persisted: boolean) => void page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
  beforeEach(() => {
    OwnWorker.ended = 0;
    OwnWorker.storage = 'indexeddb';
    vi.stubGlobal('Worker', OwnWorker);
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  });

  it('is ended, and says why', async () => {
    const connection = await spawn('/worker.js', () => undefined);
    hide(false);
    expect([connection.rung, OwnWorker.ended]).toEqual(['url', 0]);
    hide(true);
    await expect(connection.failure).rejects.toBe(SET_ASIDE);
    expect(OwnWorker.ended).toBe(1);
  });

  it('is left alone when the journal is in its memory', async () => {
    OwnWorker.storage = 'memory';
    const connection = await spawn('/worker.js', () => undefined);
    hide(true);
    expect(OwnWorker.ended).toBe(0);
    connection.terminate();
  });

  it('is not ended twice', async () => {
    const connection = await spawn('/worker.js', () => undefined);
    connection.terminate();
    hide(true);
    expect(OwnWorker.ended).toBe(1);
  });
});

describe('a worker that is gone without a word', () => {
  const turns = async () => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  };

  it('has failed after a while; one that answers has not, however long', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    vi.stubGlobal('Worker', MortalWorker);
    const connection = await spawn('/spoor/worker.js', () => undefined);
    let failed: string | null = null;
    connection.failure.catch((error: SpoorError) => (failed = error.code));
    for (let i = 0; i < 30; i++) {
      vi.advanceTimersByTime(2_000);
      await turns();
    }
    expect([connection.rung, failed]).toEqual(['url', null]);

    MortalWorker.last.isGone = true;
    for (let i = 0; i < 12; i++) {
      vi.advanceTimersByTime(2_000);
      await turns();
    }
    expect(failed).toBe('worker-failed');
    connection.terminate();
  });

  it('is not asked any more after its end', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    vi.stubGlobal('Worker', MortalWorker);
    const connection = await spawn('/spoor/worker.js', () => undefined);
    connection.terminate();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('connect', () => {
  beforeEach(() => {
    OwnWorker.storage = 'indexeddb';
    vi.stubGlobal('Worker', OwnWorker);
    vi.stubGlobal('addEventListener', () => undefined);
  });

  it('shares one connection among the runs of a page, and ends it with the last of them', async () => {
    const [first, second] = await Promise.all([
      connect(undefined, () => undefined),
      connect(undefined, () => undefined),
    ]);
    expect(second).toBe(first);
    const terminate = vi.spyOn(first, 'terminate');
    await disconnect(first);
    expect(terminate).not.toHaveBeenCalled();
    await disconnect(first);
    expect(terminate).toHaveBeenCalledTimes(1);
    const third = await connect(undefined, () => undefined);
    expect(third).not.toBe(first);
    await disconnect(third);
  });

  it('leaves no call open at the end of a connection', async () => {
    const connection = await connect(undefined, () => undefined);
    const open = connection.engine.list();
    await disconnect(connection);
    await expect(open).rejects.toBe(ENDED);
    await expect(connection.engine.list()).rejects.toBe(ENDED);
  });

  it('keeps a journal in memory for as long as the page lives', async () => {
    vi.stubGlobal('Worker', undefined);
    const first = await connect('/memory.js', () => undefined);
    expect(first.storage).toBe('memory');
    await disconnect(first);
    const again = await connect('/memory.js', () => undefined);
    expect(again).toBe(first);
    expect(await again.engine.list()).toEqual([]);
    await disconnect(again);
  });
});
