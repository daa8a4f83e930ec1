import { describe, expect, it } from 'vitest';
import { confusionMatrix } from '../../../../src/media/plot/confusion-matrix';
import fixture from './scikit-learn.json' with { type: 'json' };

describe(`as scikit-learn ${fixture.versions['scikit-learn']} has it`, () => {
  it.each(fixture.matrices)('$name', ({ labels, predictions, classes, matrix }) => {
    const { table } = confusionMatrix(labels as number[], predictions as number[]);
    const cells = matrix.flatMap((row, i) => row.map((count, j) => [String(classes[i]), String(classes[j]), count]));
    expect(table.columns).toEqual(['Actual', 'Predicted', 'nPredictions']);
    expect(table.data).toEqual(cells);
  });
});

it('classes may have names, also those of which there is no sample', () => {
  const named = [
    ['ant', 'ant', 1],
    ['ant', 'bee', 0],
    ['bee', 'ant', 1],
    ['bee', 'bee', 0],
  ];
  const classNames = ['ant', 'bee'];
  expect(confusionMatrix([0, 1], [0, 0], { classNames }).table.data).toEqual(named);
  expect(confusionMatrix(['ant', 'bee'], ['ant', 'ant'], { classNames }).table.data).toEqual(named);
});

it('of scores the first highest counts', () => {
  const { data } = confusionMatrix(
    [1, 0],
    [
      [0.5, 0.5],
      [0.1, 0.9],
    ],
  ).table;
  expect(data).toEqual([
    ['0', '0', 0],
    ['0', '1', 1],
    ['1', '0', 1],
    ['1', '1', 0],
  ]);
});

it.each([
  [() => confusionMatrix([0, 1], [0]), 'predictions must have 2 labels, not 1.'],
  [
    () => confusionMatrix([0, 2], [0, 1], { classNames: ['a', 'b'] }),
    'labels[1] must be one of the classes, from 0 to 1, not 2.',
  ],
  [() => confusionMatrix([0], [-1], { classNames: ['a'] }), 'predictions[0] must be one of the classes'],
  [() => confusionMatrix([0], [0.5], { classNames: ['a', 'b'] }), 'from 0 to 1, not 0.5.'],
  [
    () => confusionMatrix(['c'], ['a'], { classNames: ['a', 'b'] }),
    'labels[0] must be one of the classes, "a", "b", not "c".',
  ],
  [() => confusionMatrix([0], [[NaN, 1]]), 'predictions[0][0] must be a finite number, not NaN.'],
  [() => confusionMatrix([0], [0], { classNames: ['a', 'a'] }), 'each of them once'],
])('%s is refused', (make, sentence) =>
  expect(make).toThrow(
    expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error,
  ),
);
