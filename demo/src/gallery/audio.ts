import { Audio } from 'spoor/media';
import { differentNumbers, fileOf, type Exhibit } from './exhibit';

const RATE = 8_000;
/** Before the samples of a WAV file of one channel. */
const HEADER_BYTES = 44;

/** A second of a tone, an octave higher with each step. */
function tone(step: number): Float32Array {
  return Float32Array.from({ length: RATE }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 220 * 2 ** step * i) / RATE));
}

export const audio: Exhibit = {
  kind: 'Audio',
  what: 'a tone',
  key: 'tone',
  shown: { tab: 'audio', selector: 'canvas' },
  make: ({ step }) => new Audio(tone(step), { sampleRate: RATE, caption: `${220 * 2 ** step} Hz` }),
  async difference(stored, { step }) {
    const bytes = await (await fileOf(stored)).arrayBuffer();
    const samples = Array.from(new Int16Array(bytes.slice(HEADER_BYTES)), (sample) => sample / 32_768);
    return differentNumbers(samples, tone(step), 1 / 32_768);
  },
};
