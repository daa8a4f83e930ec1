import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Tally } from '../../../../src/run/status/tally';

let said: string[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  said = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void said.push(text));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('Tally', () => {
  it('counts what is dropped by reason, and tells each', () => {
    const tally = new Tally('online');
    const drops: unknown[] = [];
    tally.emitter.on('drop', (event) => drops.push(event));
    tally.drop('cyclic-value', 'x');
    tally.drop('cyclic-value', 'y', 3);
    tally.drop('run-taken', 'z');
    expect(tally.snapshot().dropped).toEqual({ 'cyclic-value': 4, 'run-taken': 1 });
    expect(drops).toHaveLength(3);
  });

  it('speaks to the console once for each kind of trouble', () => {
    const tally = new Tally('online');
    tally.drop('cyclic-value', 'first');
    tally.drop('cyclic-value', 'second');
    tally.complain('busy', 'third');
    expect(said).toEqual([expect.stringContaining('first'), expect.stringContaining('third')]);
  });

  it('announces changes at most once in 100 ms, with the status as it is then', () => {
    const tally = new Tally('online');
    const seen: number[] = [];
    tally.emitter.on('status', ({ logged }) => seen.push(logged));
    for (let i = 1; i <= 50; i++) {
      tally.status.logged = i;
      tally.changed();
    }
    vi.advanceTimersByTime(100);
    tally.changed();
    vi.advanceTimersByTime(100);
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([50, 50]);
  });

  it('gives out snapshots that do not change', () => {
    const tally = new Tally('offline');
    const before = tally.snapshot();
    tally.drop('busy', 'x');
    tally.status.logged = 9;
    expect(before).toMatchObject({ mode: 'offline', link: 'offline', logged: 0, dropped: {} });
  });
});

describe('its listeners', () => {
  it('are told until they are removed', () => {
    const { emitter } = new Tally('online');
    const told: string[] = [];
    const remove = emitter.on('stop', () => told.push('a'));
    emitter.on('stop', () => told.push('b'));
    emitter.emit('stop', null);
    remove();
    remove();
    emitter.emit('stop', null);
    expect(told).toEqual(['a', 'b', 'b']);
  });

  it('cost nobody else anything when they throw, in Node too, which has no reportError', () => {
    const { emitter } = new Tally('online');
    const told: string[] = [];
    const failures: unknown[] = [];
    if ('reportError' in globalThis) vi.stubGlobal('reportError', (error: unknown) => failures.push(error));
    emitter.on('stop', () => {
      throw new Error('mine');
    });
    emitter.on('stop', () => told.push('b'));
    expect(() => emitter.emit('stop', null)).not.toThrow();
    expect(told).toEqual(['b']);
  });
});
