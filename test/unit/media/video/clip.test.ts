import { describe, expect, it } from 'vitest';
import { CLIP, takeClip } from '../../../../src/media/video/clip';
import { placeFor } from '../../values/place';

const array = (length: number, ...shape: number[]) => ({ data: new Uint8Array(length), shape });

describe('an array', () => {
  it('is copied, with its sizes in either order', async () => {
    const source = array(24, 2, 2, 2, 3);
    const taking = takeClip(source, 'thwc', placeFor());
    source.data.fill(9);
    expect(await taking).toMatchObject({ count: 2, height: 2, width: 2, channels: 3, bytes: new Uint8Array(24) });
    const second = takeClip(array(60, 1, 3, 4, 5), 'tchw', placeFor());
    expect(await second).toMatchObject({ count: 1, height: 4, width: 5, channels: 3, layout: 'tchw' });
  });

  it.each([
    [array(24, 1, 2, 2, 2, 3), /has shape \[time, height, width, 1, 3 or 4\], not \[1, 2, 2, 2, 3\]/],
    [array(0, 0, 2, 2, 3), /at least one frame of one pixel/],
    [array(5, 1, 2, 2, 3), /has 12 values, not 5/],
    [array(120, 2, 3, 4, 5), /layout: 'tchw' it can be one/],
  ])('of another shape is refused', (source, sentence) =>
    expect(takeClip(source, 'thwc', placeFor())).rejects.toThrow(sentence),
  );
});

it('a list has frames', () => expect(takeClip([], 'thwc', placeFor())).rejects.toThrow('at least one frame'));

it.each([null, 5, 'x', {}, { data: [1], shape: [1] }, { data: new BigInt64Array(1), shape: [1] }, ['x'], [5]])(
  'a clip is not %o',
  (value) => expect(CLIP.is(value)).toBe(false),
);
