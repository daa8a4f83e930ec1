import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchFile, TRIES } from '../../../../src/dashboard/source/use-file';

const path = { entity: 'local', project: 'p', run: 'r' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A source that has the file from an attempt on. */
function sourceFrom(first: number) {
  const attempts: number[] = [];
  const content = async (_path: unknown, _name: string, { attempt }: { attempt: number }) => {
    attempts.push(attempt);
    return attempt >= first ? new Blob(['abc']) : null;
  };
  return { content, attempts };
}

describe('a file', () => {
  it('that is not there yet is asked for again, ever more slowly', async () => {
    const source = sourceFrom(2);
    const onLate = vi.fn();
    const { signal } = new AbortController();
    const file = fetchFile(source, path, 'a', { most: 9, signal, onLate });
    await vi.advanceTimersByTimeAsync(999);
    expect(source.attempts).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1 + 2000);
    expect(await (await file).text()).toBe('abc');
    expect(source.attempts).toEqual([0, 1, 2]);
    expect(onLate).toHaveBeenCalledTimes(2);
  });

  it('that never comes is missing', async () => {
    const source = sourceFrom(Infinity);
    const { signal } = new AbortController();
    const said = expect(fetchFile(source, path, 'a', { most: 9, signal, onLate: () => undefined })).rejects.toThrow(
      'The file is missing.',
    );
    await vi.runAllTimersAsync();
    await said;
    expect(source.attempts).toHaveLength(TRIES + 1);
  });

  it('is not asked for any more when nobody wants it', async () => {
    const source = sourceFrom(Infinity);
    const controller = new AbortController();
    const { signal } = controller;
    const said = expect(
      fetchFile(source, path, 'a', { most: 9, signal, onLate: () => controller.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await vi.runAllTimersAsync();
    await said;
    expect(source.attempts).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
