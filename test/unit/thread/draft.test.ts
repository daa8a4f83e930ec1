import { afterEach, describe, expect, it, vi } from 'vitest';
import { joinDraft, transferablesOf, type ImagesToEncode } from '../../../src/thread/draft';

function images(...sources: ImagesToEncode['images'][number]['source'][]): ImagesToEncode {
  const rest = { caption: undefined, format: 'png', quality: undefined } as const;
  return { kind: 'images', key: 'k', step: 0, many: true, images: sources.map((source) => ({ source, ...rest })) };
}

const pixels = () => ({ data: new Uint8ClampedArray(4), width: 1, height: 1 });

describe('joinDraft', () => {
  it('makes one text of texts', () => {
    expect(joinDraft(['{', '"a":', '1', '}'])).toBe('{"a":1}');
    expect(joinDraft([])).toBe('');
    expect(joinDraft([[], []])).toBe('');
  });

  it('keeps media in their place between texts that have become one', () => {
    const media = images(new Blob(['x']));
    expect(joinDraft(['{', ['"a":', media], ',"b":', ['2', '}']])).toEqual(['{"a":', media, ',"b":2}']);
    expect(joinDraft([[media], [media]])).toEqual([media, media]);
    expect(joinDraft([[media]])).toEqual([media]);
  });

  it('leaves the pieces that it is given alone', () => {
    const piece = ['a', images(new Blob(['x']))];
    joinDraft(['x', piece, 'y']);
    expect(piece[0]).toBe('a');
    expect(piece).toHaveLength(2);
  });
});

describe('transferablesOf', () => {
  // Node has no ImageBitmap; the function asks only whether a source can be closed.
  class Bitmap {
    close(): void {}
  }
  afterEach(() => void vi.unstubAllGlobals());

  it('moves bitmaps and pixels, and leaves Blobs to be shared', () => {
    const bitmap = new Bitmap() as ImageBitmap;
    const drawn = pixels();
    expect(transferablesOf(['a', images(bitmap, drawn, new Blob(['x'])), 'b'])).toEqual([bitmap, drawn.data.buffer]);
    expect(transferablesOf('text')).toEqual([]);
    expect(transferablesOf([])).toEqual([]);
  });
});
