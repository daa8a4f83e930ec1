import { expose, type Endpoint } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answering } from '../../../src/thread/answer';
import { startThread } from '../../../src/thread/start-thread';

interface Greeter {
  hello(): Promise<string>;
}

const start = async (endpoint: Endpoint) => expose(answering<Greeter>({ hello: async () => 'page' }), endpoint);
const greet = (greeter: Greeter) => greeter.hello();

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A worker that never says anything. */
class SilentWorker extends EventTarget {
  static ended = 0;
  postMessage(): void {}
  terminate(): void {
    SilentWorker.ended++;
  }
}

describe('startThread', () => {
  it('takes the page where there are no workers, and tells what was refused', async () => {
    const onRefused = vi.fn();
    const program = { source: '', start };
    const [service, , greeting, rung] = await startThread(program, '/worker.js', greet, onRefused);
    expect([rung, greeting, await service.hello()]).toEqual(['page', 'page', 'page']);
    expect(onRefused.mock.calls.map(([refused]) => refused as string)).toEqual(['url', 'inline']);
  });

  it('gives up on a worker that has not answered after ten seconds, and ends it', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('Worker', SilentWorker);
    const onRefused = vi.fn();
    const started = startThread({ source: '', start }, undefined, greet, onRefused);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(onRefused).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect((await started)[3]).toBe('page');
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(
      'inline',
      expect.objectContaining({ message: 'The worker did not answer within 10 s.' }),
    );
    expect([SilentWorker.ended, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('fails with the last reason where no rung holds', async () => {
    const failing = () => Promise.reject(new TypeError('no network'));
    await expect(startThread({ source: '', start: failing }, undefined, greet)).rejects.toMatchObject({
      code: 'worker-failed',
      message: 'no network',
    });
  });
});
