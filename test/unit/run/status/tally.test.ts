import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StatusReporter } from '../../../../src/run/status/status-reporter';

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

describe('StatusReporter', () => {
  it('counts what is dropped by reason, and tells each', () => {
    const reporter = new StatusReporter('online');
    const drops: unknown[] = [];
    reporter.emitter.on('drop', (event) => drops.push(event));
    reporter.drop('cyclic-value', 'x');
    reporter.drop('cyclic-value', 'y', 3);
    reporter.drop('run-taken', 'z');
    expect(reporter.snapshot().dropped).toEqual({ 'cyclic-value': 4, 'run-taken': 1 });
    expect(drops).toHaveLength(3);
  });

  it('speaks to the console once for each kind of trouble', () => {
    const reporter = new StatusReporter('online');
    reporter.drop('cyclic-value', 'first');
    reporter.drop('cyclic-value', 'second');
    reporter.complain('busy', 'third');
    expect(said).toEqual([expect.stringContaining('first'), expect.stringContaining('third')]);
  });

  it('announces changes at most once in 100 ms, with the status as it is then', () => {
    const reporter = new StatusReporter('online');
    const seen: number[] = [];
    reporter.emitter.on('status', ({ logged }) => seen.push(logged));
    for (let i = 1; i <= 50; i++) {
      reporter.status.logged = i;
      reporter.changed();
    }
    vi.advanceTimersByTime(100);
    reporter.changed();
    vi.advanceTimersByTime(100);
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([50, 50]);
  });

  it('gives out snapshots that do not change', () => {
    const reporter = new StatusReporter('offline');
    const before = reporter.snapshot();
    reporter.drop('busy', 'x');
    reporter.status.logged = 9;
    expect(before).toMatchObject({ mode: 'offline', link: 'offline', logged: 0, dropped: {} });
  });
});

describe('its listeners', () => {
  it('are told until they are removed', () => {
    const { emitter } = new StatusReporter('online');
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
    const { emitter } = new StatusReporter('online');
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
