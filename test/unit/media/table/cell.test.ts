import { describe, expect, it } from 'vitest';
import { joinTypes, readCell } from '../../../../src/media/table/cell';
import { Html } from '../../../../src/media/html/html';
import * as tf from '@tensorflow/tfjs';

const read = (value: unknown) => readCell(value, () => 'It');

describe('a cell', () => {
  it.each([
    [1.5, 'number', 1.5],
    [Infinity, 'number', Infinity],
    [2n ** 60n + 1n, 'number', 2n ** 60n + 1n],
    [NaN, 'none', NaN],
    [null, 'none', null],
    [undefined, 'none', null],
    ['', 'string', ''],
    [false, 'boolean', false],
    [new Date(5), 'timestamp', 5],
    [new Date(NaN), 'none', null],
    [[1, null, NaN], 'list of number', [1, null, NaN]],
    [[], 'list of none', []],
    [[[], ['a']], 'list of list of string', [[], ['a']]],
    [[1, 'a'], 'list of mixed values', [1, 'a']],
    [new Float32Array([0.5]), 'list of number', [0.5]],
    [new BigInt64Array([3n]), 'list of number', [3n]],
    [{ a: { b: [1] } }, 'object', { a: { b: [1] } }],
  ])('of %o is of type %s', (value, type, stored) => expect(read(value)).toEqual({ type, value: stored }));

  it('is a copy that nobody can change', () => {
    const list = [[1]];
    const { value } = read(list);
    list[0]!.push(2);
    expect(value).toEqual([[1]]);
    expect(() => (value as number[][])[0]!.push(3)).toThrow(TypeError);
  });

  it.each([
    [
      () => 1,
      'It must be a number, a bigint, a string, a boolean, a Date, null, or a list or plain object of such, not a function: call it first.',
    ],
    [{ a: [Symbol('x')] }, 'It.a[0] must be'],
    [new Map([[1, 2]]), 'not a Map: take Object.fromEntries(…) of it.'],
    [new Html('<b>'), 'not media: log it under a key of its own.'],
  ])('cannot be %o', (value, sentence) =>
    expect(() => read(value)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error,
    ),
  );

  it('cannot be a tensor, whose values are elsewhere', () => {
    const tensor = tf.scalar(1);
    expect(() => read(tensor)).toThrow('not a tensor: take await tensor.array() of it.');
    tensor.dispose();
  });

  it('cannot contain itself', () => {
    const list: unknown[] = [];
    list.push(list);
    expect(() => read(list)).toThrow(/nested more than 32 deep, or contains itself/);
  });
});

// As W&B's Python client 0.31 takes or refuses the two, one row after the other.
it.each([
  ['number', 'none', 'number'],
  ['none', 'string', 'string'],
  ['number', 'string', null],
  ['number', 'boolean', null],
  ['timestamp', 'number', null],
  ['list of none', 'list of number', 'list of number'],
  ['list of number', 'list of string', null],
  ['list of list of none', 'list of list of boolean', 'list of list of boolean'],
  ['list of number', 'number', null],
])('%s and %s make %s', (one, other, both) => {
  expect(joinTypes(one, other)).toBe(both);
  expect(joinTypes(other, one)).toBe(both);
});
