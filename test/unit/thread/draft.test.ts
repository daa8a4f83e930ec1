import { describe, expect, it } from 'vitest';
import { joinDraft, transferablesOf, type MediaPart } from '../../../src/thread/draft';

function media(...sources: object[]): MediaPart {
  return { kind: 'image', key: 'k', step: 0, many: true, items: sources.map((source) => ({ source, caption: 'c' })) };
}

describe('joinDraft', () => {
  it('makes one text of texts', () => {
    expect(joinDraft(['{', '"a":', '1', '}'])).toBe('{"a":1}');
    expect(joinDraft([])).toBe('');
    expect(joinDraft([[], []])).toBe('');
  });

  it('keeps media in their place between texts that have become one', () => {
    const part = media(new Blob(['x']));
    expect(joinDraft(['{', ['"a":', part], ',"b":', ['2', '}']])).toEqual(['{"a":', part, ',"b":2}']);
    expect(joinDraft([[part], [part]])).toEqual([part, part]);
    expect(joinDraft([[part]])).toEqual([part]);
  });

  it('leaves the pieces that it is given alone', () => {
    const piece = ['a', media(new Blob(['x']))];
    joinDraft(['x', piece, 'y']);
    expect(piece[0]).toBe('a');
    expect(piece).toHaveLength(2);
  });
});

describe('transferablesOf', () => {
  // Node has no ImageBitmap, which is known by its own word.
  class Bitmap {
    readonly [Symbol.toStringTag] = 'ImageBitmap';
  }

  it('moves bytes and bitmaps wherever they are in media, and leaves Blobs to be shared', () => {
    const bitmap = new Bitmap();
    const drawn = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
    const sound = { channels: [new Float32Array(2), new Float32Array(2)], rate: 44_100, title: null };
    // A price, not something that can be closed.
    const candle = { open: 1, close: 2 };
    const draft = ['a', media(bitmap, drawn, new Blob(['x']), candle), 'b', media(sound)];
    const moved = transferablesOf(draft);
    expect(moved).toHaveLength(4);
    expect(moved[0]).toBe(bitmap);
    expect(moved[1]).toBe(drawn.data.buffer);
    expect(moved.slice(2)).toEqual(sound.channels.map(({ buffer }) => buffer));
  });

  it('moves the bytes of files that are made already', () => {
    const files = [{ path: 'media/a.obj', type: '', bytes: new ArrayBuffer(3) }];
    expect(transferablesOf(['{"a":', media({ json: '{}', files }), '}'])).toEqual([files[0]!.bytes]);
  });

  it('finds none in texts', () => {
    expect(transferablesOf('text')).toEqual([]);
    expect(transferablesOf([])).toEqual([]);
  });
});
