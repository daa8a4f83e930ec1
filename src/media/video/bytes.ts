import { turn, type Numbers, type Place } from '../../values/index';

/** About two milliseconds of the page's thread. */
const AT_ONCE = 200_000;

/**
 * Makes a byte of each value of a clip, a part at a time, so that the page can train in between. What is outside of 0
 * to 255 is cut off, and said once.
 *
 * @param values they are kept, or moved to the worker: nobody else may change them.
 * @param scale what a value is multiplied by.
 * @param whose what has these values, in a sentence.
 */
export async function toBytes(
  values: Numbers,
  scale: number,
  whose: string,
  { key, drop }: Place,
): Promise<Uint8Array> {
  if (scale === 1 && values[Symbol.toStringTag].startsWith('Uint8'))
    return new Uint8Array(values.buffer, values.byteOffset, values.length);
  const bytes = new Uint8ClampedArray(values.length);
  const most = 255 / scale;
  let [low, high, nan] = [0, most, ''];
  for (let from = 0; from < values.length; from += AT_ONCE) {
    if (from > 0) await turn();
    const end = Math.min(from + AT_ONCE, values.length);
    for (let i = from; i < end; i++) {
      const value = values[i]!;
      if (value < low) low = value;
      else if (value > high) high = value;
      else if (value !== value) nan = ' and NaN';
      bytes[i] = value * scale;
    }
  }
  // What is rounded to black or white is not cut off: a picture that is made larger has 1.0000001.
  if (low * scale <= -0.5 || high * scale >= 255.5 || nan) {
    const sentence = `the pixels of ${whose} must be 0 to ${most}, not ${low} to ${high}${nan}`;
    drop('clipped-image', key, `${sentence}. Scale them first, as by x.sub(min).div(max - min)`);
  }
  return new Uint8Array(bytes.buffer);
}
