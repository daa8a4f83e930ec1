import { describe, expect, it } from 'vitest';
import { Html } from '../../../../src/media/html/html';
import { joinTypes, nameType, readCell, replaceMedia } from '../../../../src/media/table/cell';
import type { HeldMedia } from '../../../../src/media/table/held-media';
import { Table } from '../../../../src/media/table/table';
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
      'It must be a number, a bigint, a string, a boolean, a Date, media, null, or a list or plain object of such, not a function: call it first.',
    ],
    [{ a: [Symbol('x')] }, 'It.a[0] must be'],
    [new Map([[1, 2]]), 'not a Map: take Object.fromEntries(…) of it.'],
    [new Table(), 'not a table: log it under a key of its own.'],
    [new Table().chart('wandb/line/v0', {}), 'not a plot: log it under a key of its own.'],
  ])('cannot be %o', (value, sentence) =>
    expect(() => read(value)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error,
    ),
  );

  it('of media holds them, also in lists and objects, and gives them back', () => {
    const [one, other] = [new Html('1'), new Html('2')];
    expect(read(one)).toMatchObject({ type: 'media html', value: { media: one } });
    expect(read([one, null, other]).type).toBe('list of media html');
    const { type, value } = read([{ a: one, b: 1 }, [other]]);
    expect(type).toBe('list of mixed values');
    expect(replaceMedia(value, (held) => held.media)).toEqual([{ a: one, b: 1 }, [other]]);
    const found: HeldMedia[] = [];
    replaceMedia(value, (held) => void found.push(held));
    expect(found.map(({ media }) => media)).toEqual([one, other]);
  });

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
  ['media image', 'none', 'media image'],
  ['media image', 'media audio', null],
  ['list of media image', 'list of none', 'list of media image'],
])('%s and %s make %s', (one, other, both) => {
  expect(joinTypes(one, other)).toBe(both);
  expect(joinTypes(other, one)).toBe(both);
});

it.each([
  ['number', 'a number'],
  ['object', 'an object'],
  ['timestamp', 'a Date'],
  ['media image', 'an image'],
  ['media html', 'an html'],
  ['media video', 'a video'],
])('%s is %s in a sentence', (type, said) => expect(nameType(type)).toBe(said));
