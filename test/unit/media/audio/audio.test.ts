import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Audio, type AudioSource } from '../../../../src/media/audio/audio';
import { made } from '../made';

beforeAll(() => tf.setBackend('cpu'));

const RATE = { sampleRate: 8000 };
const samplesOf = ({ files }: Awaited<ReturnType<typeof made>>) => [...new Int16Array(files[0]!.bytes.slice(44))];

describe('Audio', () => {
  it('is a WAV file of its samples, as they were when it was logged', async () => {
    const samples = Float32Array.of(0, 0.5, -1);
    const waiting = made(new Audio(samples, { ...RATE, caption: 7 }));
    samples.fill(1);
    const { json, files } = await waiting;
    expect([...new Int16Array(files[0]!.bytes.slice(44))]).toEqual([0, 16384, -32768]);
    expect(json).toEqual({
      _type: 'audio-file',
      sha256: createHash('sha256').update(new Uint8Array(files[0]!.bytes)).digest('hex'),
      size: 50,
      path: expect.stringMatching(/^media\/audio\/k_7_[0-9a-f]{20}\.wav$/),
      caption: '7',
    });
  });

  it('has the channels of a list by turns, and those of a tensor as they are', async () => {
    expect(samplesOf(await made(new Audio([Float32Array.of(0, 0.5), [0.25, -0.5]], RATE)))).toEqual([
      0, 8192, 16384, -16384,
    ]);
    const before = tf.memory().numTensors;
    const floats = tf.tensor2d([
      [0, 0.25],
      [0.5, -0.5],
    ]);
    const waiting = made(new Audio(floats, RATE));
    floats.dispose();
    const stereo = await waiting;
    expect(samplesOf(stereo)).toEqual([0, 8192, 16384, -16384]);
    expect(new DataView(stereo.files[0]!.bytes).getUint16(22, true)).toBe(2);
    expect(samplesOf(await made(new Audio(tf.tensor1d([-32768, 7], 'int32'), RATE)))).toEqual([-32768, 7]);
    expect(samplesOf(await made(new Audio(Int16Array.of(-32768, 7), RATE)))).toEqual([-32768, 7]);
    expect(tf.memory().numTensors).toBe(before + 1);
    tf.disposeVariables();
  });

  it('takes an AudioBuffer with its own rate', async () => {
    const buffer = {
      numberOfChannels: 2,
      sampleRate: 44_100,
      getChannelData: (at: number) => Float32Array.of(at ? -0.5 : 0.5),
    } as unknown as AudioBuffer;
    const { files } = await made(new Audio(buffer));
    expect(new DataView(files[0]!.bytes).getUint32(24, true)).toBe(44_100);
    expect(() => new Audio(buffer, RATE)).toThrow(/sampleRate must be left out for an AudioBuffer/);
  });

  it.each([
    ['samples beyond 1', [0, 3, -2], 'samples must be -1 to 1, not -2 to 3'],
    ['infinities', [0, Infinity], 'not 0 to Infinity'],
    ['NaN', [NaN, 0, NaN], '2 samples are NaN and were written as silence'],
  ])('says what was cut off: %s', async (_what, samples, said) => {
    const { json, dropped } = await made(new Audio(samples, RATE));
    expect(json).toMatchObject({ _type: 'audio-file' });
    expect(dropped).toEqual([{ reason: 'clipped-media', key: 'k', detail: expect.stringContaining(said) }]);
  });

  it.each<[string, () => AudioSource, string]>([
    ['no samples', () => [], 'it has no samples'],
    ['channels of two lengths', () => [[1], [1, 0]], 'its channels must be of one length, not of 1 and 2 samples'],
    [
      'a buffer that was moved',
      () => {
        const moved = Float32Array.of(1);
        structuredClone(moved, { transfer: [moved.buffer] });
        return moved;
      },
      'were moved to a worker',
    ],
    ['words', () => ['a'] as unknown as number[], 'a channel must be a Float32Array'],
    ['a matrix of channels', () => tf.zeros([2, 8000]), 'not [2, 8000]; transpose it first'],
    ['an empty tensor', () => tf.zeros([0, 2]), 'it has no samples'],
    ['complex elements', () => tf.complex([1], [1]), 'a tensor of complex64 cannot be heard'],
    [
      'a disposed tensor',
      () => {
        const tensor = tf.zeros([4]);
        tensor.dispose();
        return tensor;
      },
      'the tensor was disposed before it was logged',
    ],
    [
      'a file that is not a sound',
      () => new Blob(['<html>'], { type: 'audio/wav' }),
      'its bytes are not those of a wav',
    ],
    ['an empty file', () => new Blob([]), 'the file is empty'],
  ])('is not made of %s', async (_what, source, said) => {
    const { json, dropped } = await made(new Audio(source(), RATE));
    expect(json).toBeNull();
    expect(dropped).toEqual([
      { reason: 'unreadable-media', key: 'k', detail: expect.stringMatching(`^unreadable-audio: .*`) },
    ]);
    expect(dropped[0]!.detail).toContain(said);
  });

  it.each([5, null, undefined, 'a.wav', {}, new Date(0)])('throws for a source such as %j', (source) =>
    expect(() => new Audio(source as unknown as number[], RATE)).toThrow(
      /The source of an Audio must be an AudioBuffer/,
    ),
  );

  it.each([undefined, 0, -1, NaN, 44_100.5, '8000'])('throws for a rate of %j', (sampleRate) =>
    expect(() => new Audio([0], { sampleRate: sampleRate as number })).toThrow(/sampleRate must be a whole number/),
  );
});
