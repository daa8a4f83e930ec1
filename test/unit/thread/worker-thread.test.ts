import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localThread, watchOver } from '../../../src/thread/worker-thread';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the watch over a worker', () => {
  it('has it fail after twenty seconds without an answer', async () => {
    const fail = vi.fn();
    watchOver(() => new Promise(() => undefined), fail);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(fail).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fail).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'worker-failed' }));
  });

  it('lets it live as long as it answers, and ends when it is told to', async () => {
    const fail = vi.fn();
    const ping = vi.fn(async () => undefined);
    const end = watchOver(ping, fail);
    await vi.advanceTimersByTimeAsync(60_000);
    const asked = ping.mock.calls.length;
    expect(asked).toBe(30);
    end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ping).toHaveBeenCalledTimes(asked);
    expect(fail).not.toHaveBeenCalled();
  });
});

it('fails where what is to run in the page does not start', async () => {
  const { failure, watch } = localThread(() => Promise.reject(new Error('refused')));
  await expect(failure).rejects.toThrow('refused');
  const ping = vi.fn();
  watch(ping)();
  expect(ping).not.toHaveBeenCalled();
});
