import { describe, expect, it } from 'vitest';
import { AlertGate, readAlert, type AlertOptions } from '../../../src/run/alert';
import { startRun } from './recorder';

describe('alert', () => {
  it('is sent once for each wait, however often it is called', () => {
    const { run, recorder } = startRun();
    const before = Date.now();
    for (let i = 0; i < 100; i++)
      run.alert({ title: 'Loss is NaN', text: `row ${i}`, level: 'ERROR', waitDuration: 60_000 });
    run.alert({ title: 'Something else' });
    expect(recorder.changes.map(({ alert }) => alert)).toEqual([
      { title: 'Loss is NaN', text: 'row 0', level: 'ERROR', waitDuration: 60_000, at: expect.any(Number) as number },
      { title: 'Something else', text: '', level: 'INFO', waitDuration: 60_000, at: expect.any(Number) as number },
    ]);
    expect(recorder.changes[0]!.alert!.at).toBeGreaterThanOrEqual(before);
  });

  it('waits for as long as it says, by a clock that nobody sets', () => {
    let now = 0;
    const gate = new AlertGate(() => now);
    const passes = (waitDuration: number) => gate.passes(readAlert({ title: 'Loss is NaN', waitDuration }));
    expect([passes(500), passes(500)]).toEqual([true, false]);
    now = 499;
    expect(passes(500)).toBe(false);
    now = 500;
    expect([passes(0), passes(500)]).toEqual([true, true]);
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
