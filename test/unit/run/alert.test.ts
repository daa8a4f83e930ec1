import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlertOptions } from '../../../src/run/alert';
import { startRun } from './recorder';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('alert', () => {
  it('is sent once for each wait, however often it is called', () => {
    const { run, recorder } = startRun();
    for (let i = 0; i < 100; i++) run.alert({ title: 'Loss is NaN', text: `row ${i}`, level: 'ERROR', waitDuration: 500 });
    run.alert({ title: 'Something else' });
    vi.advanceTimersByTime(500);
    run.alert({ title: 'Loss is NaN' });
    expect(recorder.changes.map(({ alert }) => alert)).toEqual([
      { title: 'Loss is NaN', text: 'row 0', level: 'ERROR', waitDuration: 500, at: 1_000_000 },
      { title: 'Something else', text: '', level: 'INFO', waitDuration: 60_000, at: 1_000_000 },
      { title: 'Loss is NaN', text: '', level: 'INFO', waitDuration: 60_000, at: 1_000_500 },
    ]);
  });

  it.each([
    { title: '' },
    { title: 'x'.repeat(65) },
    { title: 'a', level: 'info' },
    { title: 'a', waitDuration: -1 },
    { title: 'a', waitDuration: NaN },
    { title: 'a', text: 1 },
    { title: 'a', waitduration: 1 },
  ])('refuses %j', (options) => {
    const { run } = startRun();
    expect(() => run.alert(options as AlertOptions)).toThrow(expect.objectContaining({ code: 'bad-option' }) as Error);
  });
});
