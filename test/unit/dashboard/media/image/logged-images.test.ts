import { describe, expect, it } from 'vitest';
import { displaySize, readImages } from '../../../../../src/dashboard/media/image/logged-images';
import type { LineValue } from '../../../../../src/wire/index';

describe('readImages', () => {
  it('reads one image', () => {
    expect(readImages({ _type: 'image-file', path: 'media/a.png', width: 28, height: 20, caption: 'c' })).toEqual([
      { path: 'media/a.png', width: 28, height: 20, caption: 'c', overlays: [] },
    ]);
  });

  it('reads a list with fewer captions than images', () => {
    const value = {
      _type: 'images/separated',
      filenames: ['a', 'b', 7],
      captions: ['one'],
      width: 4,
      height: 4,
      count: 3,
      format: 'png',
    };
    expect(readImages(value).map(({ path, caption }) => [path, caption])).toEqual([
      ['a', 'one'],
      ['b', null],
    ]);
    expect(readImages({ ...value, captions: false })).toHaveLength(2);
  });

  it('reads what lies over images, one or several, and passes over what is something else', () => {
    const [boxes, masks] = [
      { p: { path: 'b.json' }, odd: 5 },
      { m: { path: 'm.png' }, none: {} },
    ];
    const overlays = [
      { kind: 'masks', name: 'm', path: 'm.png' },
      { kind: 'boxes', name: 'p', path: 'b.json' },
    ];
    expect(readImages({ _type: 'image-file', path: 'a', boxes, masks })[0]!.overlays).toEqual(overlays);
    const list = { _type: 'images/separated', filenames: ['a', 'b'], all_boxes: [null, boxes], all_masks: [7, masks] };
    expect(readImages(list).map((image) => image.overlays)).toEqual([[], overlays]);
    expect(readImages({ ...list, all_boxes: 5, all_masks: 'x' }).map((image) => image.overlays)).toEqual([[], []]);
  });

  it('reads a list of single images and ignores everything else', () => {
    expect(readImages([{ _type: 'image-file', path: 'a' }, 3, null, { _type: 'html-file', path: 'b' }])).toEqual([
      { path: 'a', width: 0, height: 0, caption: null, overlays: [] },
    ]);
  });

  it('gets through lists of any depth', () => {
    let deep: LineValue = [];
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(readImages([{ _type: 'image-file', path: 'a' }, deep])).toHaveLength(1);
  });
});

describe('displaySize', () => {
  const image = (width: number, height: number) => ({ path: '', caption: null, overlays: [], width, height });

  it('enlarges small images by whole factors, with square pixels', () => {
    expect(displaySize(image(28, 28))).toEqual({ width: 112, pixelated: true });
    expect(displaySize(image(100, 60))).toEqual({ width: 100, pixelated: true });
  });

  it('has the size that is wanted, small images by whole factors', () => {
    expect(displaySize(image(28, 28), 256)).toEqual({ width: 252, pixelated: true });
    expect(displaySize(image(28, 28), 1)).toEqual({ width: 28, pixelated: true });
    expect(displaySize(image(400, 640), 128)).toEqual({ width: 80, pixelated: false });
    expect(displaySize(image(0, 0), 128)).toEqual({ width: 128, pixelated: false });
  });

  it('leaves large images and unknown sizes to the browser', () => {
    expect(displaySize(image(640, 400))).toEqual({ width: 640, pixelated: false });
    expect(displaySize(image(0, 0))).toEqual({ width: null, pixelated: false });
  });
});
