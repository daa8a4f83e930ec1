import { describe, expect, it } from 'vitest';
import {
  aggregateBy,
  blankDefinition,
  foldRow,
  type MetricDefinition,
  type Row,
  type SummaryRule,
} from '../../../../src/wire/index';

const define = (name: string, summary: SummaryRule[], goal: MetricDefinition['goal'] = null): MetricDefinition => ({
  ...blankDefinition(name),
  summary,
  goal,
});

function fold(definitions: MetricDefinition[], rows: Row[]): Row {
  const counts = {};
  return rows.reduce<Row>((summary, row) => foldRow(summary, row, aggregateBy(definitions, counts)), {});
}

describe('what the summary keeps of 3, NaN, 1, 2', () => {
  const values = [3, NaN, 1, 2];
  it.each<[SummaryRule[], MetricDefinition['goal'], Row]>([
    [[], null, { a: 2 }],
    [['copy'], null, { a: 2 }],
    [['none'], null, {}],
    [['min'], null, { a: { min: 1 } }],
    [['max'], null, { a: { max: 3 } }],
    [['mean'], null, { a: { mean: 2 } }],
    [['first'], null, { a: { first: 3 } }],
    [['last'], null, { a: { last: 2 } }],
    [['best'], 'minimize', { a: { best: 1 } }],
    [['best'], 'maximize', { a: { best: 3 } }],
    [['min', 'max', 'mean', 'last'], null, { a: { min: 1, max: 3, mean: 2, last: 2 } }],
  ])('by %j, goal %s', (rules, goal, summary) => {
    expect(
      fold(
        [define('a', rules, goal)],
        values.map((a) => ({ a })),
      ),
    ).toEqual(summary);
  });
});

describe('the rules of metrics', () => {
  it('reach into nested objects by path, and by globs', () => {
    const rows: Row[] = [
      { val: { loss: 3, acc: 0.1 } },
      { val: { loss: 1, acc: 0.3 } },
      { val: { loss: 2, acc: 0.2 } },
    ];
    expect(fold([define('val.loss', ['min'])], rows)).toEqual({ val: { loss: { min: 1 }, acc: 0.2 } });
    expect(fold([define('val.*', ['max'])], rows)).toEqual({ val: { loss: { max: 3 }, acc: { max: 0.3 } } });
  });

  it('take no text and no picture for a number', () => {
    expect(fold([define('a', ['min', 'last'])], [{ a: 'x' }, { a: 4 }, { a: null }])).toEqual({
      a: { min: 4, last: null },
    });
    expect(fold([define('a', ['min'])], [{ a: 1 }, { a: { _type: 'image-file' } }])).toEqual({ a: { min: 1 } });
  });

  it('know infinities as numbers', () => {
    expect(fold([define('a', ['min', 'max'])], [{ a: 1 }, { a: Infinity }, { a: -Infinity }])).toEqual({
      a: { min: -Infinity, max: Infinity },
    });
  });

  it('begin anew after a value that was there before they were given', () => {
    expect(foldRow({ a: 7 }, { a: 9 }, aggregateBy([define('a', ['min'])], {}))).toEqual({ a: { min: 9 } });
  });
});
