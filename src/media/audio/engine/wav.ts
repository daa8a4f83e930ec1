import { typeTagOf } from '../../../wire/index';
import type { Samples, Sound } from '../item';

/** A WAV file, and what of the sound is not in it as it was. */
export interface Wav {
  blob: Blob;
  seconds: number;
  /** The least and the greatest sample. */
  low: number;
  high: number;
  /** So many samples are not a number. */
  nan: number;
  /** The greatest that a sample may be; the least is that or one less. */
  most: number;
}

const HEADER_BYTES = 44;

/** Writes 16 bits a sample, as the library does that W&B's client writes sound with. */
export function writeWav({ channels, interleaved, sampleRate }: Sound): Wav {
  const count = channels.length * interleaved;
  const length = channels.reduce((sum, channel) => sum + channel.length, 0);
  const samples = new Int16Array(length);
  const measured = { low: 0, high: 0, nan: 0 };
  // Where each channel has its own list, its samples are so far apart in the file.
  const stride = interleaved > 1 ? 1 : channels.length;
  channels.forEach((channel, at) => copy(channel, samples, at, stride, measured));
  const isWhole = scaleOf(channels[0]!) === 1;
  return {
    blob: new Blob([header(sampleRate, count, samples.byteLength), samples], { type: 'audio/wav' }),
    seconds: length / count / sampleRate,
    most: isWhole ? 32_767 : 1,
    ...measured,
  };
}

function scaleOf(samples: Samples): number {
  return typeTagOf(samples).startsWith('Int') ? 1 : 32_768;
}

function copy(
  from: Samples,
  to: Int16Array,
  first: number,
  stride: number,
  measured: { low: number; high: number; nan: number },
): void {
  const scale = scaleOf(from);
  let { low, high, nan } = measured;
  for (let i = 0; i < from.length; i++) {
    const value = from[i]!;
    if (value < low) low = value;
    else if (value > high) high = value;
    else if (Number.isNaN(value)) nan++;
    // Libsndfile rounds down. NaN becomes 0.
    const scaled = Math.floor(value * scale);
    to[first + i * stride] = scaled > 32_767 ? 32_767 : scaled < -32_768 ? -32_768 : scaled;
  }
  Object.assign(measured, { low, high, nan });
}

/** Everything in it is little-endian, as are the samples on all machines that browsers run on. */
function header(sampleRate: number, channels: number, bytes: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  const text = (at: number, word: string) =>
    new TextEncoder().encode(word).forEach((byte, i) => view.setUint8(at + i, byte));
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  // PCM.
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, bytes, true);
  return view.buffer;
}
