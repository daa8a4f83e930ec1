import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Image } from '../../../../src/media/image/image';
import type { ImageItem, Pixels } from '../../../../src/media/image/item';
import type { MediaPart } from '../../../../src/thread/draft';
import { encode, isPending, readback } from '../../../../src/values/index';
import { isSpoorError, MAX_IMAGES } from '../../../../src/wire/index';
import { placeFor, settled } from '../../values/place';

type Images = MediaPart<ImageItem>;

let before = 0;

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => void (before = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(before));

async function taken(value: unknown, place = placeFor('pictures/digit')): Promise<Images | null> {
  const fragment = encode(value, place);
  readback.hurry();
  const draft = await settled(fragment);
  if (draft === null || draft === undefined) return null;
  expect(draft).toHaveLength(1);
  return (draft as Images[])[0]!;
}

async function pixelsOf(tensor: tf.Tensor): Promise<number[]> {
  const images = await taken(new Image(tensor as tf.Tensor3D));
  tensor.dispose();
  return [...(images!.items[0]!.source as Pixels).data];
}

describe('an Image of a tensor', () => {
  it('is gray for [height, width] and [height, width, 1], and opaque', async () => {
    expect(
      await pixelsOf(
        tf.tensor2d([
          [0, 0.5],
          [1, 2],
        ]),
      ),
    ).toEqual([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255, 255, 255, 255, 255]);
    expect(await pixelsOf(tf.tensor3d([7, 300], [1, 2, 1], 'int32'))).toEqual([7, 7, 7, 255, 255, 255, 255, 255]);
  });

  it('is coloured for three channels, and has its own alpha with four', async () => {
    expect(await pixelsOf(tf.tensor3d([1, 2, 3], [1, 1, 3], 'int32'))).toEqual([1, 2, 3, 255]);
    expect(await pixelsOf(tf.tensor3d([1, 2, 3, 4], [1, 1, 4], 'int32'))).toEqual([1, 2, 3, 4]);
  });

  it('is black and white for booleans', async () => {
    expect(await pixelsOf(tf.tensor2d([true, false], [1, 2], 'bool'))).toEqual([255, 255, 255, 255, 0, 0, 0, 255]);
    expect(await pixelsOf(tf.tensor3d([true, false, true], [1, 1, 3], 'bool'))).toEqual([255, 0, 255, 255]);
  });

  it.each([
    ['floats as after fromPixels', 'float32', [0, 128, 255], '0 to 1, not 0 to 255'],
    ['floats about zero', 'float32', [-1, 0, 0.5], '0 to 1, not -1 to 1'],
    ['whole numbers', 'int32', [-7, 0, 300], '0 to 255, not -7 to 300'],
    ['NaN', 'float32', [NaN, 0, 0.5], '0 to 1, not 0 to 1 and NaN'],
    ['infinities', 'float32', [0, 0, Infinity], '0 to 1, not 0 to Infinity'],
  ])('says what was cut off: %s', async (_what, dtype, values, range) => {
    const place = placeFor();
    const tensor = tf.tensor2d(values, [1, 3], dtype as 'float32');
    expect((await taken(new Image(tensor), place))?.items).toHaveLength(1);
    tensor.dispose();
    expect(place.dropped).toMatchObject([
      { reason: 'clipped-image', key: 'k', detail: expect.stringContaining(range) },
    ]);
  });

  it.each([
    ['string', () => tf.tensor2d([['a', 'b']])],
    ['complex64', () => tf.complex([[1]], [[0]])],
  ])('is not made of elements that are not numbers: %s', async (dtype, make) => {
    const place = placeFor();
    const before = tf.memory().numTensors;
    const tensor = make();
    expect(await taken(new Image(tensor as tf.Tensor2D), place)).toBeNull();
    tensor.dispose();
    // tfjs keeps the parts of a complex tensor.
    expect(tf.memory().numTensors).toBe(before);
    expect(place.dropped).toMatchObject([
      { reason: 'unreadable-media', detail: `unreadable-image: a tensor of ${dtype} cannot be logged` },
    ]);
  });

  it('says nothing of what lies within, or is rounded to it', async () => {
    const place = placeFor();
    for (const tensor of [
      tf.tensor2d([[0, 1]]),
      tf.tensor2d([[-1e-6, 1.0000001]]),
      tf.tensor2d([[-0.001, 1.001]]),
      tf.tensor2d([[0, 255]], [1, 2], 'int32'),
      tf.tensor2d([[0.2, 0.3]]),
    ]) {
      await taken(new Image(tensor), place);
      tensor.dispose();
    }
    expect(place.dropped).toEqual([]);
  });

  it('is taken at log(): the tensor may go right after', async () => {
    const tensor = tf.tensor2d([[1]]);
    const fragment = encode(new Image(tensor), placeFor());
    tensor.dispose();
    readback.hurry();
    const draft = (await settled(fragment)) as Images[];
    expect([...(draft[0]!.items[0]!.source as Pixels).data]).toEqual([255, 255, 255, 255]);
  });

  it.each([[[2]], [[1, 1, 2]], [[1, 1, 1, 2]], [[0, 4]], [[0, 1, 1, 3]], [[1, 1, 1, 1, 3]]])(
    'of shape %j is dropped with a sentence',
    async (shape) => {
      const tensor = tf.zeros(shape);
      const place = placeFor();
      expect(await taken(new Image(tensor as tf.Tensor3D), place)).toBeNull();
      expect(place.dropped).toMatchObject([{ reason: 'unreadable-media', key: 'k' }]);
      expect(place.dropped[0]!.detail).toContain(`[${shape.join(', ')}]`);
      tensor.dispose();
    },
  );

  it('is a list of images for [count, height, width, channels], in their order', async () => {
    const tensor = tf.tensor4d([1, 2, 3, 4, 5, 6], [2, 1, 1, 3], 'int32');
    const images = await taken(new Image(tensor, { caption: 'batch' }));
    tensor.dispose();
    expect(images).toMatchObject({ many: true, items: [{ caption: 'batch' }, { caption: 'batch' }] });
    expect(images!.items.map(({ source }) => [...(source as Pixels).data])).toEqual([
      [1, 2, 3, 255],
      [4, 5, 6, 255],
    ]);
  });

  it('is one image for [1, height, width, channels], and a part of a list of others', async () => {
    const [one, two] = [tf.zeros([1, 2, 3, 1]), tf.zeros([2, 2, 3, 1])] as [tf.Tensor4D, tf.Tensor4D];
    expect(await taken(new Image(one))).toMatchObject({ many: false, items: [{ source: { width: 3, height: 2 } }] });
    expect((await taken([new Image(one), new Image(two)]))!.items).toHaveLength(3);
    one.dispose();
    two.dispose();
  });

  it('holds at most 108 images; the rest is counted', async () => {
    const place = placeFor();
    const tensor = tf.zeros([MAX_IMAGES + 2, 1, 1, 1]) as tf.Tensor4D;
    expect((await taken(new Image(tensor), place))!.items).toHaveLength(MAX_IMAGES);
    tensor.dispose();
    expect(place.dropped).toMatchObject([
      { reason: 'value-too-large', key: 'k', detail: expect.stringContaining('the first 108 of 110') },
    ]);
  });

  it('that is disposed is dropped', async () => {
    const tensor = tf.tensor2d([[1]]);
    tensor.dispose();
    const place = placeFor();
    expect(await taken(new Image(tensor), place)).toBeNull();
    expect(place.dropped.map(({ reason }) => reason)).toEqual(['unreadable-media']);
  });
});

describe('an Image of { data, width, height }', () => {
  const picture = async (data: unknown, place = placeFor()) => {
    const images = await taken(new Image({ data: data as Uint8Array, width: 2, height: 1 }), place);
    return images && [...(images.items[0]!.source as Pixels).data];
  };

  it.each([
    ['RGBA bytes', new Uint8ClampedArray([1, 2, 3, 4, 5, 6, 7, 8]), [1, 2, 3, 4, 5, 6, 7, 8]],
    ['RGB bytes', new Uint8Array([1, 2, 3, 5, 6, 7]), [1, 2, 3, 255, 5, 6, 7, 255]],
    ['gray integers', new Int32Array([0, 255]), [0, 0, 0, 255, 255, 255, 255, 255]],
    ['gray floats', new Float64Array([0, 0.5]), [0, 0, 0, 255, 128, 128, 128, 255]],
  ])('takes %s', async (_what, data, expected) => expect(await picture(data)).toEqual(expected));

  it('is taken at log()', async () => {
    const data = new Uint8ClampedArray(8);
    const images = taken(new Image({ data, width: 2, height: 1 }));
    data.fill(9);
    expect([...((await images)!.items[0]!.source as Pixels).data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('says what was cut off', async () => {
    const place = placeFor();
    expect(await picture(new Float32Array([-1, 2]), place)).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
    expect(place.dropped).toMatchObject([
      { reason: 'clipped-image', detail: expect.stringContaining('a Float32Array must be 0 to 1, not -1 to 2') },
    ]);
  });

  it('of too many values, or too few, is dropped with a sentence', async () => {
    const place = placeFor();
    for (const length of [0, 1, 4, 7]) expect(await picture(new Uint8Array(length), place)).toBeNull();
    expect(place.dropped.map(({ reason }) => reason)).toEqual(Array(4).fill('unreadable-media'));
    expect(place.dropped[2]!.detail).toContain('[1, 2, 2]');
  });

  it('is refused with a list of numbers: nobody knows what is white', () => {
    expect(() => new Image({ data: [1, 2] as never, width: 2, height: 1 })).toThrow('must be a canvas');
  });
});

describe('an Image', () => {
  const png = new Blob(['x'], { type: 'image/png' });

  it('carries its key, step, caption, format and quality to the worker', async () => {
    const image = new Image(png, { caption: 'a seven', format: 'webp', quality: 0.5 });
    expect(await taken(image)).toEqual({
      kind: 'image',
      key: 'pictures/digit',
      step: 7,
      many: false,
      items: [{ source: png, caption: 'a seven', format: 'webp', quality: 0.5 }],
    });
  });

  it('is nothing yet for the last words', () => {
    const fragment = encode(new Image(png), placeFor());
    expect(fragment !== undefined && isPending(fragment) && fragment.now()).toBeNull();
  });

  it.each([{ format: 'bmp' as 'png' }, { quality: 2 }, { quality: -0.1 }, { quality: NaN }, { capton: 'a' } as object])(
    'refuses %j',
    (options) => {
      let thrown: unknown;
      try {
        void new Image(png, options);
      } catch (error) {
        thrown = error;
      }
      expect(isSpoorError(thrown) && thrown.code).toBe('bad-option');
    },
  );
});

it.each([{ boxes: {} }, { masks: {} }, { classes: [] }])(
  '%j are those of another class, and it says of which',
  (options) => {
    expect(() => new Image(new Blob(['x']), options as object)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining("'spoor/media'") as string,
      }) as Error,
    );
  },
);

describe('an Image of what is not a picture', () => {
  it.each(['http://127.0.0.1/cat.png', 7, undefined, null, [1], {}])('is refused: %j', (source) => {
    expect(() => new Image(source as unknown as Blob)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining('must be a canvas') as string,
      }) as Error,
    );
  });
});

describe('a list of Images', () => {
  const image = () => new Image(new Blob(['x'], { type: 'image/png' }));

  it('is one value, also with one image', async () => {
    expect(await taken([image()])).toMatchObject({ many: true, items: [{}] });
    expect((await taken([image(), image()]))!.items).toHaveLength(2);
  });

  it('holds at most 108; the rest is counted', async () => {
    const place = placeFor();
    const images = await taken(Array.from({ length: MAX_IMAGES + 2 }, image), place);
    expect(images!.items).toHaveLength(MAX_IMAGES);
    expect(place.dropped).toMatchObject([{ reason: 'value-too-large', key: 'k' }]);
  });

  it('leaves out what cannot be read and keeps the others', async () => {
    const gone = tf.tensor2d([[1]]);
    gone.dispose();
    const place = placeFor();
    expect((await taken([image(), new Image(gone)], place))!.items).toHaveLength(1);
    expect(place.dropped.map(({ reason }) => reason)).toEqual(['unreadable-media']);
  });

  it('is not a list of images when it is empty or has holes only', () => {
    expect(encode([], placeFor())).toBe('[]');
    expect(encode(new Array(2), placeFor())).toBe('[null,null]');
  });
});

describe('a caption', () => {
  it('is a string, or a number that becomes one', async () => {
    const captions: unknown[] = [];
    for (const caption of ['seven', 7, 0, '', null, undefined]) {
      const tensor = tf.ones([1, 1]);
      captions.push((await taken(new Image(tensor as tf.Tensor2D, { caption: caption as string })))?.items[0]!.caption);
      tensor.dispose();
    }
    expect(captions).toEqual(['seven', '7', '0', '', undefined, undefined]);
  });

  it.each([[() => 1], [Symbol('x')], [{ a: 1 }], [['a']], [true]])(
    'is not %s: it could not be moved to the worker, or read',
    (caption) => {
      const tensor = tf.ones([1, 1]);
      expect(() => new Image(tensor as tf.Tensor2D, { caption: caption as unknown as string })).toThrow(
        expect.objectContaining({
          code: 'bad-option',
          message: expect.stringMatching(/^caption must be a string or a number, not /) as string,
        }) as Error,
      );
      tensor.dispose();
    },
  );
});

it('a list of images is one value whichever copies of the library they are of', async () => {
  vi.resetModules();
  const other = {
    ...(await import('../../../../src/values/index')),
    ...(await import('../../../../src/media/image/image')),
  };
  expect(other.Image).not.toBe(Image);
  const tensor = tf.ones([1, 1]) as tf.Tensor2D;
  for (const list of [
    [new other.Image(tensor), new other.Image(tensor)],
    [new other.Image(tensor), new Image(tensor)],
  ]) {
    const fragment = encode(list, placeFor());
    readback.hurry();
    other.readback.hurry();
    expect(await settled(fragment)).toMatchObject([{ kind: 'image', many: true, items: [{}, {}] }]);
  }
  tensor.dispose();
});
