import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { Image } from '../../../../src/media/annotated-image/annotated-image';
import { Image as PlainImage } from '../../../../src/media/image/image';
import { readback } from '../../../../src/values/index';
import { placeFor } from '../../values/place';

const png = new Blob(['x'], { type: 'image/png' });
const masks = { m: { mask: [[1, 2]], classLabels: { 1: 'car' } } };

it('is taken with what lies over it, and says what its classes are called', async () => {
  const said: unknown[][] = [];
  const place = { ...placeFor('street'), addSingleton: (...all: unknown[]) => void said.push(all) };
  const image = new Image(png, { caption: 'a', masks });
  expect(await image.take(place)).toMatchObject([
    {
      source: png,
      caption: 'a',
      boxes: {},
      masks: { m: { ids: new Uint8Array([1, 2]), width: 2 } },
    },
  ]);
  expect(said).toEqual([['mask/class_labels', 'street_wandb_delimeter_m', { 1: 'car' }]]);
});

it('stands without a mask that cannot be read', async () => {
  const place = placeFor('street');
  expect(await new Image(png, { masks: { m: { mask: [[300]] } } }).take(place)).toMatchObject([{ masks: {} }]);
  expect(place.dropped).toEqual([
    {
      reason: 'unreadable-media',
      key: 'street',
      detail: 'unreadable-image: the mask "m": class ids of a mask must be whole numbers from 0 to 255, not 300',
    },
  ]);
});

it('of a tensor of several images goes without what lies over one, and says so', async () => {
  const place = placeFor('street');
  const tensor = tf.zeros([2, 1, 2, 3]) as tf.Tensor4D;
  const items = new Image(tensor, { masks }).take(place);
  const plain = new Image(tensor).take(place);
  readback.hurry();
  for (const item of [...(await items), ...(await plain)])
    expect(Object.keys(item)).toEqual(['source', 'caption', 'format', 'quality']);
  tensor.dispose();
  expect(place.dropped).toMatchObject([
    { reason: 'unreadable-media', detail: expect.stringContaining('lie over one image, not over 2 of one tensor') },
  ]);
});

it('is encoded by the engine, as any image, when nothing lies over it', () => {
  expect(new Image(png).media).toEqual(new PlainImage(png).media);
  expect(new Image(png, { masks }).media).toMatchObject({ name: 'image', mostInList: 108 });
  expect(new Image(png, { masks }).media.encode).toBeTypeOf('function');
});

it.each([7, null, { capton: 'a' }, { format: 'tiff' }])('refuses what an image refuses: %j', (options) => {
  expect(() => new Image(png, options as object)).toThrow(expect.objectContaining({ code: 'bad-option' }));
});
