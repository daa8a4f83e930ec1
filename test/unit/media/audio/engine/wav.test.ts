import { expect, it } from 'vitest';
import { writeWav } from '../../../../../src/media/audio/engine/wav';

it('writes what python-soundfile 0.14 writes of the same samples', async () => {
  // soundfile.write('x.wav', np.array([[0, 1], [0.3, -1], [-0.3, 1e-5], [0.99999, -1e-5], [2, -2]], 'float32'), 16000)
  const expected = 'UklGRjgAAABXQVZFZm10IBAAAAABAAIAgD4AAAD6AAAEABAAZGF0YRQAAAAAAP9/ZiYAgJnZAAD/f////38AgA==';
  const samples = Float32Array.of(0, 1, 0.3, -1, -0.3, 1e-5, 0.99999, -1e-5, 2, -2);
  const { blob, ...measured } = writeWav({ channels: [samples], interleaved: 2, sampleRate: 16_000 });
  expect(Buffer.from(await blob.arrayBuffer()).toString('base64')).toBe(expected);
  expect(measured).toEqual({ seconds: 5 / 16_000, low: -2, high: 2, nan: 0, most: 1 });
});

it('measures whole numbers by what 16 bits hold', async () => {
  const { most, low, high } = writeWav({ channels: [Int32Array.of(-40_000, 5)], interleaved: 1, sampleRate: 1 });
  expect({ most, low, high }).toEqual({ most: 32_767, low: -40_000, high: 5 });
});
