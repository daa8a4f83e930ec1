import { describe, expect, it } from 'vitest';
import {
  checkLabels,
  checkScoreRows,
  checkScores,
  classesOf,
  classesOfColumns,
  isScoreRows,
  positiveOf,
  refuse,
} from '../../../../src/media/plot/classes';

const refusal = (sentence: string) =>
  expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error;

describe('labels', () => {
  it('are of one type, in lists or typed arrays', () => {
    expect(checkLabels('labels', new Uint8Array([1, 0]))).toEqual([1, 0]);
    expect(checkLabels('labels', ['b', 'a'])).toEqual(['b', 'a']);
    expect(classesOf(['b', 'a', 'b'], ['c'])).toEqual(['a', 'b', 'c']);
    expect(classesOf([10, 9, 10])).toEqual([9, 10]);
  });

  it.each([
    [5, 'labels must be a list of labels or a typed array, not 5.'],
    ['abc', 'not "abc".'],
    [[], 'labels must have one label at least, and is empty.'],
    [[1, '1'], 'labels[1] must be a number, as the labels before it, not "1".'],
    [[1, NaN], 'labels[1] must be a number, as the labels before it, not NaN.'],
    [[null], 'labels[0] must be a number, a string or a boolean, not null.'],
  ])('are not %j', (labels, sentence) => expect(() => checkLabels('labels', labels)).toThrow(refusal(sentence)));
});

describe('scores', () => {
  it.each([
    [[0.1], 'scores must have 2 values, not 1.'],
    [[0.1, NaN], 'scores[1] must be a finite number, not NaN.'],
    [[0.1, Infinity], 'scores[1] must be a finite number, not Infinity.'],
    [['0.1', 1], 'scores[0] must be a finite number, not "0.1".'],
    [7, 'scores must be a list of numbers or a typed array, not 7.'],
  ])('are not %j', (scores, sentence) => expect(() => checkScores('scores', scores, 2)).toThrow(refusal(sentence)));

  it('may come in rows of one length', () => {
    expect(isScoreRows([[1]])).toBe(true);
    expect(isScoreRows([1])).toBe(false);
    expect(isScoreRows(new Float32Array(2))).toBe(false);
    expect(checkScoreRows('scores', [new Float32Array(3), [1, 2, 3]], 2)).toBe(3);
    expect(() => checkScoreRows('scores', [[1]], 2)).toThrow(refusal('scores must have 2 rows, one for each label'));
    expect(() => checkScoreRows('scores', [[1], [1, 2]], 2)).toThrow(refusal('scores[1] must have 1 values, not 2.'));
  });
});

describe('the classes of columns', () => {
  it('are counted from 0, so that a class without a sample moves no others', () => {
    expect(classesOfColumns([0, 2], 3, undefined)).toEqual([0, 1, 2]);
    expect(classesOfColumns([1, 2], 2, undefined)).toEqual([1, 2]);
    expect(classesOfColumns(['b', 'a'], 2, undefined)).toEqual(['a', 'b']);
    expect(classesOfColumns(['b'], 2, ['b', 'a'])).toEqual(['b', 'a']);
  });

  it('must be told where that is not known', () => {
    expect(() => classesOfColumns(['a'], 2, undefined)).toThrow(refusal('The scores have 2 columns and the labels 1'));
    expect(() => classesOfColumns(['a'], 2, ['a'])).toThrow(refusal('each of the 2 columns of scores, not of 1'));
    expect(() => classesOfColumns(['c'], 2, ['a', 'b'])).toThrow(
      refusal('classes must have every label; "c" is missing'),
    );
  });
});

describe('the class of single scores', () => {
  it.each([
    [[0, 1], undefined, 1],
    [[0], undefined, 1],
    [[-1, 1], undefined, 1],
    [[false], undefined, true],
    [['a', 'b'], 'a', 'a'],
  ])('of %j is %j → %j', (labels, given, positive) => expect(positiveOf(labels, given)).toBe(positive));

  it.each([[[1, 2]], [['a', 'b']]])('of %j must be told', (labels) =>
    expect(() => positiveOf(labels as number[], undefined)).toThrow(refusal('for which class it speaks: positive: ')),
  );
});

it('a refusal is a sentence', () => expect(refuse('This').message).toBe('This.'));
