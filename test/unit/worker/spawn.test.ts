import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SpoorError } from '../../../src/wire/index';
import { connect, disconnect } from '../../../src/worker/connect';
import { spawn, type Rung } from '../../../src/worker/spawn';

afterEach(() => void vi.unstubAllGlobals());

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

describe('spawn', () => {
  it('goes down the ladder to the page, where there are no workers', async () => {
    const { refused, onRefused } = refusals();
    const connection = await spawn(undefined, onRefused);
    expect([connection.rung, connection.storage, refused]).toEqual(['page', 'memory', [['inline', 'worker-failed']]]);
    expect(await connection.engine.hurry()).toEqual({ ok: true, value: null });
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

describe('connect', () => {
  it('shares one connection among the runs of a page, and ends it with the last of them', async () => {
    const [first, second] = await Promise.all([connect(undefined, () => undefined), connect(undefined, () => undefined)]);
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
});
