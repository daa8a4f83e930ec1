import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../../src/media/table/options';
import * as tf from '@tensorflow/tfjs';

describe('the options of a table', () => {
  it('take the names of objects in the order of their first appearance, or those that are chosen', () => {
    const data = [
      { b: 1, a: 2 },
      { a: 3, c: 4 },
    ];
    expect(readOptions({ data })).toEqual({
      names: ['b', 'a', 'c'],
      rows: [
        [1, 2, null],
        [null, 3, 4],
      ],
    });
    expect(readOptions({ data, columns: ['c', 'a'] }).rows).toEqual([
      [null, 2],
      [4, 3],
    ]);
    // What all objects have is not in a row.
    expect(readOptions({ data: [{ toString: 1 }, {}] }).rows).toEqual([[1], [null]]);
  });

  it('take columns by name', () => {
    const x = new Float32Array([1]);
    expect(readOptions({ byColumn: { x, y: ['a'] } })).toEqual({ names: ['x', 'y'], values: [x, ['a']] });
  });

  it.each([
    [{ columns: ['a', 'a'] }, 'columns must be a list of strings, each of them once, not an array.'],
    [{ columns: 'a' }, 'columns must be'],
    [{ data: 5 }, 'data must be a list of rows or a tensor of numbers that is not disposed, not 5.'],
    [{ data: [[1]] }, "columns must be given for rows that are lists: columns: ['x', 'y']."],
    [
      { data: [{ a: 1 }, [1]] },
      'data[0] must be a list of values, and so must all rows, or all objects, not an Object',
    ],
    [{ data: ['ab'], columns: ['a', 'b'] }, 'data[0] must be a list of values'],
    [{ byColumn: { x: 5 } }, 'byColumn["x"] must be a list or a typed array, not 5.'],
    [{ byColumn: { x: 'abc' } }, 'byColumn["x"] must be'],
    [{ byColumn: [[1]] }, 'byColumn must be an object of lists or typed arrays'],
    [{ byColumn: { x: [1] }, data: [] }, 'leave out data and columns'],
    [{ allow_mixed_types: true }, 'did you mean allowMixedTypes?'],
    [{ allowMixedTypes: 1 }, 'allowMixedTypes must be true or false, not 1.'],
    [{ logMode: 'INCREMENTAL' }, 'logMode must be one of "immutable", "mutable", "incremental", not "INCREMENTAL".'],
    [{ log_mode: 'mutable' }, 'did you mean logMode?'],
    [{ dataframe: {} }, 'new Table() has no option dataframe'],
  ])('are refused: %j', (options, sentence) =>
    expect(() => readOptions(options as object)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(sentence) as string }) as Error,
    ),
  );

  it('take a tensor of rows and columns', () => {
    const matrix = tf.zeros([3, 2]);
    const words = tf.tensor2d([['a']]);
    const vector = tf.zeros([3]);
    expect(readOptions({ data: matrix, columns: ['x', 'y'] }).names).toEqual(['x', 'y']);
    expect(() => readOptions({ data: matrix })).toThrow('columns must name the 2 columns of the tensor');
    expect(() => readOptions({ data: matrix, columns: ['x'] })).toThrow('columns of the tensor, not 1.');
    expect(() => readOptions({ data: vector, columns: ['x'] })).toThrow('shape [rows, columns], not [3]');
    expect(() => readOptions({ data: words, columns: ['x'] })).toThrow('a tensor of numbers');
    tf.dispose([matrix, words, vector]);
    expect(() => readOptions({ data: matrix, columns: ['x', 'y'] })).toThrow('that is not disposed');
  });
});
