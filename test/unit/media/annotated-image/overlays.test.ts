import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { readOverlays, takeMask, type MaskLike } from '../../../../src/media/annotated-image/overlays';
import { readback } from '../../../../src/values/index';

const position = { minX: 0, maxX: 1, minY: 0, maxY: 1 };
const box = (changes: object) => ({ boxes: { p: { boxData: [{ position, ...changes }] } } });

describe('readOverlays', () => {
  it.each<[object, RegExp]>([
    [{ boxes: [] }, /boxes must be an object, by name, not an array/],
    [{ boxes: { p: { boxData: 5 } } }, /boxes\.p\.boxData must be a list of boxes, not 5/],
    [{ boxes: { p: {} } }, /boxes\.p\.boxData must be a list of boxes, not undefined/],
    [{ boxes: { p: { box_data: [] } } }, /no option boxes\.p\.box_data; did you mean boxes\.p\.boxData/],
    [{ boxes: { p: { boxData: [{}] } } }, /boxes\.p\.boxData\[0\]\.position must be \{ minX, .*, not undefined/],
    [box({ position: { minX: 0, maxX: 1, minY: 0 } }), /position must be \{ minX, maxX, minY, maxY \} or .*, not an Object\./],
    [box({ position: { middle: [1], width: 1, height: 1 } }), /position must be/],
    [box({ classId: 1.5 }), /classId must be a whole number, not 1\.5/],
    [box({ caption: 5 }), /caption must be a string, not 5/],
    [box({ scores: { sure: 'much' } }), /scores must be numbers by name/],
    [box({ domain: 'pixels' }), /domain must be one of "pixel", not "pixels"/],
    [{ boxes: { p: { boxData: [], classLabels: { 0: 5 } } } }, /classLabels must be the names of classes/],
    [{ masks: { m: { mask: 5 } } }, /masks\.m\.mask must be a tensor, a canvas or class ids, not 5/],
    [{ masks: { m: {} } }, /masks\.m\.mask must be .*, not undefined/],
    [{ masks: { m: { mask: [[1]], classLabels: { road: 'road' } } } }, /classLabels must be/],
    [{ classes: { 0: 'road' } }, /classes must be a list of \{ id, name \}/],
  ])('refuses %j', (options, message) => {
    expect(() => readOverlays(options)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringMatching(message) as string }),
    );
  }); // prettier-ignore

  it('writes boxes as W&B has them; a number that a diverged model gave ends no training', () => {
    const boxData = [{ position: { middle: [1, NaN] as [number, number], width: 1, height: 2 }, classId: -1 }];
    const { boxes, labels } = readOverlays({ boxes: { p: { boxData } }, classes: [{ id: 2, name: 'car' }] });
    expect(boxes['p']).toBe(
      '{"box_data":[{"position":{"middle":[1,NaN],"width":1,"height":2},"class_id":-1}],"class_labels":{"2":"car"}}',
    );
    expect(labels).toEqual([['bounding_box', 'p', { 2: 'car' }]]);
  });

  it('says of classes without names what W&B calls them, beside the boxes and not in their file', () => {
    const boxData = [{ position, classId: 3 }, { position }, { position, classId: 0 }];
    const { boxes, labels } = readOverlays({ boxes: { p: { boxData }, q: { boxData: [{ position }] } } });
    expect(labels).toEqual([['bounding_box', 'p', { 0: 'class_0', 3: 'class_3' }]]);
    expect(boxes['p']).not.toContain('class_labels');
  });

  it('is nothing for a plain image', () => {
    expect(readOverlays({})).toEqual({ boxes: {}, masks: {}, labels: [] });
  });
});

describe('takeMask', () => {
  const taken = async (mask: MaskLike) => {
    const taking = takeMask(mask);
    readback.hurry();
    const { ids, width } = await taking;
    return [[...ids], width];
  };

  it('takes tensors of whole numbers and booleans, lists, bytes, and the red of pixels', async () => {
    await tf.setBackend('cpu');
    const tensors = [tf.tensor2d([[0, 255]], [1, 2], 'int32'), tf.tensor3d([1, 0], [1, 2, 1], 'bool')];
    expect(await taken(tensors[0]!)).toEqual([[0, 255], 2]);
    expect(await taken(tensors[1]!)).toEqual([[1, 0], 2]);
    tf.dispose(tensors);
    expect(await taken([[1, 2], [3, 4]])).toEqual([[1, 2, 3, 4], 2]); // prettier-ignore
    expect(await taken(new Uint8Array([1, 2, 3]))).toEqual([[1, 2, 3], 0]);
    expect(await taken({ data: [9, 0, 0, 255, 8, 0, 0, 255], width: 1, height: 2 })).toEqual([[9, 8], 1]);
  });

  it.each<[MaskLike, RegExp]>([
    [[[1, 2], [3]], /2 × 2 pixels must have a class id for each, not 3/],
    [[[256]], /0 to 255, not 256/],
    [[[-1]], /not -1/],
    [[[0.5]], /not 0\.5/],
    [{ data: [1, 2], width: 3, height: 1 }, /3 × 1 pixels/],
  ])('rejects %j', async (mask, message) => {
    await expect(takeMask(mask)).rejects.toThrow(message);
  }); // prettier-ignore

  it('rejects a tensor of three channels', async () => {
    const tensor = tf.zeros([2, 2, 3]);
    const taking = takeMask(tensor);
    readback.hurry();
    await expect(taking).rejects.toThrow('2 × 2 pixels must have a class id for each, not 12');
    tensor.dispose();
  });
});
