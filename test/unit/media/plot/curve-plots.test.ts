import { describe, expect, it } from 'vitest';
import { prCurve, rocCurve } from '../../../../src/media/plot/curve-plots';
import fixture from './scikit-learn.json' with { type: 'json' };

const { labels, scores, classes } = fixture.multi;
const rowsOf = (name: string, x: (number | null)[], y: (number | null)[]) => x.map((at, i) => [name, at, y[i]]);

describe('curves of several classes', () => {
  it('are those of each against all others', () => {
    expect(prCurve(labels, scores).table.data).toEqual(
      classes.flatMap(({ name, recall, precision }) => rowsOf(name, recall, precision)),
    );
    expect(rocCurve(labels, scores).table.data).toEqual(
      classes.flatMap(({ name, fpr, tpr }) => rowsOf(name, fpr, tpr)),
    );
  });

  it('have names, and may be chosen', () => {
    const { table } = rocCurve(labels, scores, { labels: ['a', 'b', 'c'], classesToPlot: [2] });
    expect(table.columns).toEqual(['class', 'fpr', 'tpr']);
    expect(table.data).toEqual(rowsOf('c', classes[2]!.fpr, classes[2]!.tpr));
  });

  it('leave out a class of which there is no sample', () => {
    const { data } = prCurve(
      [0, 2],
      [
        [0.9, 0, 0.1],
        [0.2, 0, 0.8],
      ],
    ).table;
    expect([...new Set(data.map(([name]) => name))]).toEqual(['0', '2']);
    // The third column is that of class 2.
    expect(data.filter(([name]) => name === '2')).toEqual([
      ['2', 1, 0.5],
      ['2', 1, 1],
      ['2', 0, 1],
    ]);
  });
});

describe('one score a sample', () => {
  it('is one curve', () => {
    const { labels: own, scores: single, recall, precision } = fixture.binary[0]!;
    expect(prCurve(own as number[], Float64Array.from(single)).table.data).toEqual(rowsOf('1', recall, precision));
  });

  it('of one class has NaN where there is nothing to divide by', () => {
    expect(rocCurve([1, 1], [0.1, 0.2]).table.data.map(([, fpr]) => fpr)).toEqual([NaN, NaN, NaN]);
  });

  it('of very many samples is thinned', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => i % 2);
    const { data } = prCurve(
      many,
      many.map((_, i) => i),
    ).table;
    expect(data).toHaveLength(10_000);
    expect(data.at(-1)).toEqual(['1', 0, 1]);
  });
});

it.each([
  [() => prCurve([0, 1], [0.5, NaN]), 'scores[1] must be a finite number, not NaN.'],
  [() => prCurve([0, 1], [0.5]), 'scores must have 2 values, not 1.'],
  [
    () =>
      rocCurve(
        [0, 1],
        [
          [0.5, NaN],
          [0, 1],
        ],
      ),
    'scores[0][1] must be a finite number, not NaN.',
  ],
  [() => prCurve([1, 2], [0.5, 0.1]), 'positive: 2'],
  [() => prCurve(labels, scores, { labels: ['a'] }), 'labels must name each of the 3 classes, not 1.'],
  [() => prCurve(labels, scores, { classesToPlot: [7] }), 'classesToPlot has 7, which must be one of the classes.'],
  [() => prCurve([0], [1], { titel: '' } as object), 'plot.prCurve() has no option titel.'],
])('%s is refused', (make, sentence) =>
  expect(make).toThrow(
    expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error,
  ),
);
