import { describe, expect, it } from 'vitest';
import { formatLine } from '../../src/wire/index';
import type { StoredRun } from '../support/oracle';
import { judge, judgeEnd } from './judge';
import { Ledger } from './ledger';
import { valuesOf, type Stage } from './trainee';

const PLAIN = { pictures: false };

/** Ten rows that a page has logged, one every few milliseconds, of which the journal has confirmed the first six. */
function ledgerOfTen(began = 1_000, every = 10): { ledger: Ledger; first: number } {
  const ledger = new Ledger();
  const first = ledger.open('r');
  for (let i = 0; i < 10; i++) {
    const rows: [number, number, Stage][] = [[first + i, i, 'whole']];
    ledger.hear({ type: 'rows', first, at: began + i * every, rows, journaled: Math.min(i, 6) });
  }
  return { ledger, first };
}

function storedOf(first: number, rows: number[], summary: StoredRun['summary'] = {}): StoredRun {
  const lines = rows.map((i, number) => ({ number, text: formatLine({ ...valuesOf(first + i), _step: i }) }));
  return { rowId: 1, lines, events: [], output: [], files: [], summary, config: {}, state: 'finished', exitcode: 0 };
}

const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('the judge of a round', () => {
  it('finds nothing wrong where all is there once', () => {
    const { ledger, first } = ledgerOfTen();
    expect(judge(ledger, 'r', storedOf(first, TEN), PLAIN)).toMatchObject({
      logged: 10,
      lost: 0,
      violations: [],
      tolls: [],
    });
  });

  it('finds a row that is lost, doubled, altered, out of order, or of nobody', () => {
    const { ledger, first } = ledgerOfTen();
    const violationsOf = (rows: number[], change?: (stored: StoredRun) => void) => {
      const stored = storedOf(first, rows);
      change?.(stored);
      return judge(ledger, 'r', stored, PLAIN).violations;
    };
    expect(violationsOf(TEN.slice(0, 9))).toEqual([expect.stringContaining('1 of the 10 rows')]);
    expect(violationsOf([...TEN, 4])).toEqual([expect.stringContaining('stored twice')]);
    expect(violationsOf([0, 2, 1, 3, 4, 5, 6, 7, 8, 9])).toEqual([expect.stringContaining('comes after')]);
    expect(violationsOf([...TEN, 10])).toEqual([expect.stringContaining('was not logged by the page')]);
    expect(violationsOf(TEN, ({ lines }) => (lines[3]!.text = lines[3]!.text.replace('"loss":', '"loss":1')))).toEqual([
      expect.stringContaining('altered'),
    ]);
    expect(violationsOf(TEN, ({ lines }) => (lines[3]!.text = '{"n":3,"_step":3}'))).toHaveLength(2);
    expect(violationsOf(TEN, ({ lines }) => (lines[9]!.number = 12))).toEqual([expect.stringContaining('gap')]);
  });

  it('lets a kill take what was not confirmed, at the end, of 50 ms', () => {
    const { ledger, first } = ledgerOfTen();
    ledger.kill([first], 1_095, 0);
    expect(judge(ledger, 'r', storedOf(first, TEN.slice(0, 6)), PLAIN)).toMatchObject({
      violations: [],
      tolls: [{ rows: 4, ms: 35 }],
    });
    expect(judge(ledger, 'r', storedOf(first, TEN.slice(0, 5)), PLAIN).violations).toEqual([
      expect.stringContaining('was told'),
    ]);
    expect(judge(ledger, 'r', storedOf(first, [0, 1, 2, 3, 4, 5, 6, 8, 9]), PLAIN).violations).toEqual([
      expect.stringContaining('after them is stored'),
    ]);
  });

  it('does not let it take more, unless the machine was late', () => {
    for (const [lateness, count] of [
      [0, 1],
      [100, 0],
    ] as const) {
      const { ledger, first } = ledgerOfTen(1_000, 100);
      ledger.kill([first], 1_951, lateness);
      expect(judge(ledger, 'r', storedOf(first, TEN.slice(0, 8)), PLAIN).violations).toHaveLength(count);
    }
  });

  it('lets it take 120 ms of a page that has just opened its run', () => {
    for (const [killedAt, count] of [
      [1_179, 0],
      [1_181, 1],
    ] as const) {
      const { ledger, first } = ledgerOfTen();
      ledger.kill([first], killedAt, 0);
      expect(judge(ledger, 'r', storedOf(first, TEN.slice(0, 6)), PLAIN).violations).toHaveLength(count);
    }
  });

  it('lets a page that left lose nothing, until the browser is killed before others have its last words', () => {
    const { ledger, first } = ledgerOfTen();
    const judged = () => judge(ledger, 'r', storedOf(first, TEN.slice(0, 8)), PLAIN).violations.length;
    ledger.leave([first]);
    expect(judged()).toBe(1);
    ledger.kill([first], 9_999, 0);
    expect(judged()).toBe(0);

    const other = ledgerOfTen();
    other.ledger.leave([other.first]);
    other.ledger.hear({ type: 'opened', first: other.ledger.open('r'), step: 10 });
    other.ledger.kill([other.first], 9_999, 0);
    expect(judge(other.ledger, 'r', storedOf(other.first, TEN.slice(0, 8)), PLAIN).violations).toHaveLength(1);
  });

  it('lets a kill take what a page logs after its return, until a worker writes again', () => {
    for (const [journaled, count] of [
      [6, 0],
      [8, 1],
    ] as const) {
      const { ledger, first } = ledgerOfTen(Date.now() - 100);
      ledger.leave([first], 1_000);
      ledger.comeBack([first]);
      const back = Date.now() + 1;
      const log = (i: number, at: number, confirmed: number) =>
        ledger.hear({ type: 'rows', first, at, rows: [[first + i, i, 'whole']], journaled: confirmed });
      log(10, back, 6);
      log(11, back + 10, journaled);
      log(12, back + 300, journaled);
      ledger.kill([first], back + 300, 0);
      const kept = Array.from({ length: journaled }, (_, i) => i);
      const { violations, tolls } = judge(ledger, 'r', storedOf(first, kept), PLAIN);
      expect(violations).toHaveLength(count);
      expect(tolls).toMatchObject([{ rows: 13 - journaled, isWorkerless: true }]);
    }
  });

  it('compares the summary with the rows, and the end with what was said', () => {
    const { first } = ledgerOfTen();
    const rows = TEN.map((i) => ({ ...valuesOf(first + i), _step: i }));
    const summary = Object.assign({}, ...rows) as StoredRun['summary'];
    expect(judgeEnd('r', storedOf(first, TEN, summary), 0)).toEqual([]);
    expect(judgeEnd('r', storedOf(first, TEN, { ...summary, loss: 1 }), 0)).toEqual([expect.stringContaining('loss')]);
    expect(judgeEnd('r', storedOf(first, TEN, summary), 1)).toHaveLength(1);
  });
});
