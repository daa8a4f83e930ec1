import { describe, expect, it } from 'vitest';
import { newRun, type JournaledRun } from '../../../../src/journal/journaled-run';
import { emptyRow, packParcel } from '../../../../src/outbox/deliverables/parcel';
import { NO_LINES, parseRow } from '../../../../src/wire/index';
import { line, linesFrom, recordOf } from '../../journal/entries';

const ANY = { bytes: Infinity, lines: Infinity };

function runOf(changes: Partial<JournaledRun> = {}): JournaledRun {
  return { ...newRun(recordOf(), 'w', { ...NO_LINES }), ...changes };
}

describe('packParcel', () => {
  it('packs lines under the numbers that they have on the backend, with the summary that they lead to', () => {
    const run = runOf({
      base: { history: 100, events: 5, output: 0 },
      acknowledged: { history: 3, events: 0, output: 0 },
      summary: { old: 1, n: 0 },
      pinned: { best: NaN },
    });
    const owed = { history: { offset: 3, lines: linesFrom(3, 2) }, events: { offset: 0, lines: ['{"cpu":1}'] } };
    expect(packParcel(run, owed, ANY)).toEqual({
      streams: {
        history: { offset: 103, lines: linesFrom(3, 2) },
        events: { offset: 5, lines: ['{"cpu":1}'] },
      },
      acknowledged: { history: 5, events: 1, output: 0 },
      summary: { old: 1, n: 4, _step: 4 },
      counts: {},
      lineCount: 3,
      bytes: line(3).length + line(4).length + '{"cpu":1}'.length,
      isFull: false,
    });
    expect([run.summary, run.pinned, run.acknowledged.history]).toEqual([{ old: 1, n: 0 }, { best: NaN }, 3]);
  });

  it('is null when nothing is owed', () => {
    expect(packParcel(runOf(), {}, ANY)).toBeNull();
    expect(packParcel(runOf(), { history: { offset: 0, lines: [] } }, ANY)).toBeNull();
  });

  it('keeps to its limits of bytes and lines, over all streams', () => {
    const owed = { history: { offset: 0, lines: linesFrom(0, 5) }, events: { offset: 0, lines: ['{}', '{}'] } };
    expect(packParcel(runOf(), owed, { ...ANY, lines: 2 })).toMatchObject({
      isFull: true,
      lineCount: 2,
      acknowledged: { history: 2, events: 0 },
    });
    expect(packParcel(runOf(), owed, { ...ANY, lines: 6 })).toMatchObject({
      lineCount: 6,
      acknowledged: { history: 5, events: 1 },
    });
    const three = line(0).length * 3;
    expect(packParcel(runOf(), owed, { ...ANY, bytes: three })).toMatchObject({
      acknowledged: { history: 3, events: 0 },
    });
    expect(packParcel(runOf(), owed, { ...ANY, bytes: three - 1 })).toMatchObject({
      isFull: true,
      acknowledged: { history: 2 },
    });
  });

  it('takes at least one line, however large it is', () => {
    const owed = { history: { offset: 0, lines: linesFrom(0, 2) } };
    expect(packParcel(runOf(), owed, { bytes: 0, lines: 0 })).toMatchObject({
      lineCount: 1,
      acknowledged: { history: 1 },
    });
  });

  it('is not stopped for ever by a line that nobody can read', () => {
    const owed = { history: { offset: 0, lines: [line(0), '{"a":[,1]}', line(2)] } };
    expect(packParcel(runOf(), owed, ANY)).toMatchObject({ lineCount: 3, summary: { n: 2 } });
  });
});

describe('emptyRow', () => {
  it('keeps the place of a row in step and time, and nothing else', () => {
    expect(parseRow(emptyRow('{"a":NaN,"_step":3,"_runtime":1.5,"_timestamp":2}'))).toEqual({
      _step: 3,
      _runtime: 1.5,
      _timestamp: 2,
    });
    expect(emptyRow('{"a":1}')).toBe('{}');
  });
});
