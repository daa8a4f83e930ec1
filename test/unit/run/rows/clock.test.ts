import { beforeEach, describe, expect, it, vi } from 'vitest';
import { samplePage } from '../../../../src/run/observers/page-metrics';
import { rowClock } from '../../../../src/run/rows/clock';
import { parseRow } from '../../../../src/wire/index';
import { recordOf, startRun } from '../recorder';

/** The machine's clocks, which Spoor takes when it is loaded: after this. */
const machine = vi.hoisted(() => {
  const clocks = { wall: 0, steady: 0 };
  Date.now = () => clocks.wall;
  performance.now = () => clocks.steady;
  return clocks;
});

const HOUR = 3_600_000;
const START = 1_800_000_000_000;

beforeEach(() => void Object.assign(machine, { wall: START, steady: 5_000 }));

function pass(ms: number): void {
  machine.wall += ms;
  machine.steady += ms;
}

const times = (rows: readonly unknown[]) =>
  rows.map((row) => {
    const { _runtime: runtime, _timestamp: timestamp } = parseRow(String(row));
    return [runtime, timestamp];
  });

describe('a clock that is set while a run goes on', () => {
  it.each([
    ['forth', HOUR],
    ['back', -HOUR],
    ['back before the run began, and further', -24 * HOUR],
  ])('%s changes when a row was, and not how long the run has been', (_way, jump) => {
    const { run, recorder } = startRun({ record: recordOf({ startTime: START }) });
    pass(1_000);
    run.log({ a: 1 });
    machine.wall += jump;
    pass(1_000);
    run.log({ a: 2 });
    machine.wall -= jump;
    pass(1_000);
    run.log({ a: 3 });
    expect(times(recorder.rows)).toEqual([
      [1, START / 1000 + 1],
      [2, (START + jump) / 1000 + 2],
      [3, START / 1000 + 3],
    ]);
  });

  it('moves no row that is being filled, and no state of the page', async () => {
    const { run, recorder } = startRun({ record: recordOf({ startTime: START }) });
    run.log({ a: 1 }, { commit: false });
    machine.wall -= HOUR;
    pass(2_000);
    expect(times([recorder.openRow()])).toEqual([[2, (START - HOUR) / 1000 + 2]]);
    vi.stubGlobal('navigator', {});
    const end = samplePage(
      1,
      run.rowTime,
      (line) => recorder.appendLines('events', [line]),
      () => null,
    );
    await vi.waitFor(() => expect(recorder.lines.length).toBeGreaterThan(0));
    end();
    vi.unstubAllGlobals();
    expect(times([recorder.lines[0]!.replace('events: ', '')])).toEqual([[2, (START - HOUR) / 1000 + 2]]);
  });

  it('neither keeps an alert back for as long as it was set back, nor lets one through', () => {
    const { run, recorder } = startRun();
    const alert = () => run.alert({ title: 'Loss is NaN', waitDuration: 60_000 });
    alert();
    machine.wall += HOUR;
    alert();
    expect(recorder.changes).toHaveLength(1);
    machine.wall -= 24 * HOUR;
    pass(60_000);
    alert();
    expect(recorder.changes).toHaveLength(2);
  });
});

describe('a run that is opened again', () => {
  it('goes on from the time that has passed since it began', () => {
    pass(HOUR);
    expect(rowClock(START, { _runtime: 10 })()).toEqual({ runtime: 3600, timestamp: START / 1000 + 3600 });
  });

  it.each([
    ['what it had reached, where the clock was set back meanwhile', { _runtime: 10 }, 10],
    ['nought, where nobody knows', {}, 0],
    ['nought, where its summary says no number', { _runtime: 'x' }, 0],
  ])('goes on from %s', (_from, before, runtime) => {
    machine.wall -= HOUR;
    const now = rowClock(START, before);
    expect(now().runtime).toBe(runtime);
    pass(500);
    expect(now().runtime).toBe(runtime + 0.5);
  });
});
