import { decode } from 'fast-png';
import { fromP3, type Colour, type Quarters } from './colours';

/** A decoded picture: RGBA, not multiplied by alpha. */
export interface Decoded {
  width: number;
  height: number;
  rgba: ArrayLike<number>;
}

/** Decodes a stored PNG without a browser, to colours of sRGB whatever space it says that its own are in. */
export function decodePng(file: Uint8Array): Decoded {
  const { width, height, data, depth, channels, palette, iccEmbeddedProfile: profile } = decode(file);
  if (palette) throw new Error('a PNG with a palette');
  const scale = 255 / (2 ** depth - 1);
  const isGray = channels < 3;
  const hasAlpha = channels % 2 === 0;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const isP3 = profile !== undefined && spaceOf(profile.profile) === 'display-p3';
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * channels;
    const [first = 0, second = 0, third = 0] = Array.from(data.subarray(at, at + 3), (value) => value * scale);
    const alpha = hasAlpha ? data[at + channels - 1]! * scale : 255;
    const colour: Colour = isGray ? [first, first, first, alpha] : [first, second, third, alpha];
    rgba.set(isP3 ? fromP3(colour) : colour, pixel * 4);
  }
  return { width, height, rgba };
}

/** By what an ICC profile calls itself, in ASCII or UTF-16. */
function spaceOf(profile: Uint8Array): 'srgb' | 'display-p3' {
  const text = Buffer.from(profile).toString('latin1').replaceAll('\0', '');
  if (/P3/.test(text)) return 'display-p3';
  if (/sRGB/.test(text)) return 'srgb';
  throw new Error('a PNG with a colour profile that is neither of sRGB nor of display-p3');
}

/** The farthest that a value is from what it must be. The colour of what is fully transparent is nobody's. */
export function farthest({ width, height, rgba }: Decoded, expected: Quarters): number {
  let most = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const want = expected[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)]!;
      const at = (y * width + x) * 4;
      const isNothing = want[3] === 0 && rgba[at + 3] === 0;
      if (!isNothing) want.forEach((value, channel) => (most = Math.max(most, Math.abs(value - rgba[at + channel]!))));
    }
  }
  return most;
}

/** The same of a format that loses some: in the middle of each square, and of colours as they are seen on black. */
export function farthestSeen({ width, height, rgba }: Decoded, expected: Quarters): number {
  const seen = ([red, green, blue, alpha]: readonly number[]) =>
    [red!, green!, blue!].map((value) => (value * alpha!) / 255);
  const off = expected.map((want, i) => {
    const x = Math.floor(width * (i % 2 ? 0.75 : 0.25));
    const y = Math.floor(height * (i < 2 ? 0.25 : 0.75));
    const at = (y * width + x) * 4;
    const found = seen([0, 1, 2, 3].map((channel) => rgba[at + channel]!));
    return Math.max(...seen(want).map((value, channel) => Math.abs(value - found[channel]!)));
  });
  return Math.max(...off);
}
