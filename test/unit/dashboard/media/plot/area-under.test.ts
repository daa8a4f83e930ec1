import { describe, expect, it } from 'vitest';
import { areasUnder, sayArea } from '../../../../../src/dashboard/media/plot/area-under';

const curve = (points: [unknown, unknown][], name?: unknown) =>
  points.map(([x, y]) => ({ x, y, ...(name !== undefined && { class: name }) }));

describe('the area under a curve', () => {
  // The example of sklearn.metrics.roc_curve, whose sklearn.metrics.auc is 0.75.
  const ROC: [number, number][] = [
    [0, 0],
    [0, 0.5],
    [0.5, 0.5],
    [0.5, 1],
    [1, 1],
  ];

  it('is that of scikit-learn, from either end', () => {
    expect(areasUnder(curve(ROC)).get(undefined)).toBe(0.75);
    expect(areasUnder(curve(ROC.toReversed())).get(undefined)).toBe(0.75);
  });

  it('is one for each class', () => {
    const unit: [number, number][] = [
      [0, 1],
      [1, 1],
    ];
    expect(areasUnder([...curve(ROC, 'ant'), ...curve(unit, 'bee')])).toEqual(
      new Map([
        ['ant', 0.75],
        ['bee', 1],
      ]),
    );
  });

  it.each<[string, [unknown, unknown][]]>([
    ['has a single point', [[0, 1]]],
    [
      'lacks a number',
      [
        [0, 1],
        [0.5, null],
        [1, 1],
      ],
    ],
    [
      'has NaN',
      [
        [0, 1],
        [NaN, 1],
        [1, 1],
      ],
    ],
    [
      'has words',
      [
        ['a', 1],
        ['b', 1],
      ],
    ],
    [
      'goes to and fro',
      [
        [0, 1],
        [1, 1],
        [0.5, 1],
      ],
    ],
  ])('is not said where it %s', (_, points) => expect(areasUnder(curve(points)).size).toBe(0));

  it('is said to three places', () => expect(sayArea(0.98765)).toBe('AUC 0.988'));
});
