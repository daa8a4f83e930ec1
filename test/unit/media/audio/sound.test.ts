import { expect, it } from 'vitest';
import { isAudioSource, takeSound } from '../../../../src/media/audio/sound';

it('copies samples before it returns', async () => {
  const samples = Int16Array.of(1, 2);
  const taking = takeSound(samples, 8000);
  samples.fill(0);
  expect(await taking).toEqual({ channels: [Int16Array.of(1, 2)], interleaved: 1, sampleRate: 8000 });
});

it.each([[[]], [new Float64Array(1)], [new Blob([])]])('takes %o', (source) =>
  expect(isAudioSource(source)).toBe(true),
);

it.each([[new Uint8Array(1)], [null], ['a.wav'], [{}]])('does not take %o', (source) =>
  expect(isAudioSource(source)).toBe(false),
);
