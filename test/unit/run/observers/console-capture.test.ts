import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { captureConsole } from '../../../../src/run/observers/console-capture';

const TIME = '2026-11-24T05:50:33.711';

describe('captureConsole', () => {
  let page: EventTarget;
  let said: string[];
  let end: () => void;
  const real = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(`${TIME}Z`) });
    page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.spyOn(console, 'log').mockImplementation(real);
    vi.spyOn(console, 'warn').mockImplementation(real);
    said = [];
    end = captureConsole((lines) => said.push(...lines));
  });
  afterEach(() => {
    end();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    real.mockClear();
  });

  it('writes what is said as lines, and lets the console say it too', () => {
    console.log('epoch', 1, { loss: 0.5 }, null);
    console.warn('two\nlines');
    expect(said).toEqual([`${TIME} epoch 1 {"loss":0.5} null`, `ERROR ${TIME} two`, `ERROR ${TIME} lines`]);
    expect(real).toHaveBeenCalledTimes(2);
    expect(real).toHaveBeenCalledWith('epoch', 1, { loss: 0.5 }, null);
  });

  it('writes errors that nobody catches', () => {
    page.dispatchEvent(Object.assign(new Event('error'), { message: 'Uncaught TypeError: x', error: undefined }));
    page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'no' }));
    expect(said).toEqual([`ERROR ${TIME} Uncaught TypeError: x`, `ERROR ${TIME} Uncaught (in promise) no`]);
  });

  it('survives whatever is printed, and cuts what is long', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    console.log(circle, undefined, Symbol('s'), 10n);
    console.log('x'.repeat(10_000));
    expect(said[0]).toBe(`${TIME} [object Object] undefined Symbol(s) [object BigInt]`);
    expect(said[1]).toHaveLength(TIME.length + 1 + 4096);
  });

  it('gives the console back at the end, and is silent where somebody has wrapped it since', () => {
    const wrapped = console.log;
    console.log = (...values: unknown[]) => wrapped(...values);
    end();
    console.log('after');
    console.warn('after');
    expect(said).toEqual([]);
    expect(real).toHaveBeenCalledTimes(2);
  });
});
