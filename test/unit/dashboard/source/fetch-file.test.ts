import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchFile, TRIES } from '../../../../src/dashboard/source/fetch-file';

const path = { entity: 'e', project: 'p', run: 'r' };
const { signal } = new AbortController();

/** A source whose file is there from a certain attempt on. */
function sourceWith(file: Blob | null, from = 0) {
  const asked: number[] = [];
  const content = async (_path: unknown, _name: string, { attempt }: { attempt: number }) => {
    asked.push(attempt);
    return attempt >= from ? file : null;
  };
  return { asked, content };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a file of a run', () => {
  it('is fetched at once when it is there', async () => {
    const [file, onLate] = [new Blob(['a']), vi.fn()];
    expect(await fetchFile(sourceWith(file), path, 'a', { most: 1, signal, onLate })).toBe(file);
    expect(onLate).not.toHaveBeenCalled();
  });

  it('is asked for again while it is not there, less and less often', async () => {
    const [file, onLate] = [new Blob(['a']), vi.fn()];
    const source = sourceWith(file, 3);
    const fetched = fetchFile(source, path, 'a', { most: 1, signal, onLate });
    await vi.advanceTimersByTimeAsync(1_000 + 2_000);
    expect(source.asked).toEqual([0, 1, 2]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await fetched).toBe(file);
    expect(onLate).toHaveBeenCalledTimes(3);
  });

  it('is null when it does not come', async () => {
    const source = sourceWith(null);
    const fetched = fetchFile(source, path, 'a', { most: 1, signal });
    await vi.runAllTimersAsync();
    expect(await fetched).toBeNull();
    expect(source.asked).toHaveLength(TRIES + 1);
  });

  it('is not asked for again when nobody waits any more', async () => {
    const controller = new AbortController();
    const source = sourceWith(null);
    const fetched = fetchFile(source, path, 'a', { most: 1, signal: controller.signal });
    await vi.advanceTimersByTimeAsync(1);
    controller.abort();
    expect(await fetched).toBeNull();
    expect([source.asked.length, vi.getTimerCount()]).toEqual([1, 0]);
  });
});
