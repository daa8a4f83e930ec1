import { expect, it } from 'vitest';
import { TensorRows } from '../../../../src/media/table/tensor-rows';
import { readback } from '../../../../src/values/index';
import * as tf from '@tensorflow/tfjs';

it('has columns of the first rows, with the type of their values', async () => {
  const numbers = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const flags = tf.tensor2d([[true], [false]], [2, 1], 'bool');
  const [rows, booleans] = [new TensorRows(numbers), new TensorRows(flags)];
  tf.dispose([numbers, flags]);
  expect(rows.length).toBe(3);
  readback.hurry();
  const { columns, types } = await rows.take(2);
  expect(columns).toEqual([Float64Array.of(1, 3), Float64Array.of(2, 4)]);
  expect(JSON.stringify(types)).toContain('"number"');
  expect(await booleans.take(2)).toMatchObject({ columns: [[true, false]] });
});
