import {
  checkOption,
  checkOptions,
  encodeMedia,
  LOGGABLE,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type OptionRules,
  type Place,
} from '../../values/index';
import { bindMethods, isBlob, SpoorError } from '../../wire/index';
import { CAPTION, captionOf } from '../caption';
import { encode } from '../worker/encode';
import type { AudioItem } from './item';
import { isAudioBuffer, isAudioSource, takeSound, type AudioSource } from './sound';

export type { AudioSource };

/** What `new Audio` takes beside the sound. */
export interface AudioOptions {
  /** Samples a second. Needed where the source is samples. Default: that of the AudioBuffer or of the file. */
  sampleRate?: number;
  /** A line of text beside the sound, or a number. Default: none. */
  caption?: string | number;
}

const SOURCE: OptionRule = {
  what: 'an AudioBuffer, samples in a Float32Array, Float64Array, Int16Array, array or tensor, or a Blob',
  is: isAudioSource,
};
const SAMPLE_RATE: OptionRule = {
  what: 'a whole number of samples a second, from 1 to 10000000',
  is: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1e7,
};
const OPTIONS: OptionRules<AudioOptions> = { sampleRate: SAMPLE_RATE, caption: CAPTION };

/**
 * A sound to log. Its samples are taken at `log()`, and a worker writes them as a WAV file of 16 bits a sample, as
 * W&B's client does. An audio file is kept as it is.
 *
 * @example run.log({ tone: new Audio(samples, { sampleRate: 16_000, caption: '440 Hz' }) });
 * @example run.log({ take: new Audio(audioBuffer) });
 * @example run.log({ voices: clips.map((clip) => new Audio(clip, { sampleRate: 22_050 })) }); // a list is one value
 */
export class Audio implements Media {
  readonly #source: AudioSource;
  readonly #sampleRate: number;
  readonly #caption: string | undefined;

  /**
   * Describes a sound; `log()` takes its samples.
   *
   * @param source an AudioBuffer; a Float32Array, Float64Array or array of numbers from -1 to 1, or an Int16Array, for
   * one channel; a list of such for several of one length; a tensor of shape [samples] or [samples, channels], float32
   * from -1 to 1 or int32 from -32768 to 32767; or a Blob of a wav, mp3, ogg, flac, webm, m4a or aac file. What lies
   * outside is cut off, and NaN becomes silence, said once and counted as `clipped-media`.
   * @param options its sample rate and caption.
   * @throws SpoorError `bad-option` when source, sample rate or caption cannot be one, or the rate is missing.
   */
  constructor(source: AudioSource, options: AudioOptions = {}) {
    checkOption('The source of an Audio', source, SOURCE);
    checkOptions('new Audio()', options, OPTIONS);
    const { sampleRate, caption } = options;
    if (isAudioBuffer(source) && sampleRate !== undefined && sampleRate !== source.sampleRate)
      throw new SpoorError(
        'bad-option',
        `sampleRate must be left out for an AudioBuffer, which has its own (${source.sampleRate}), not ${sampleRate}.`,
      );
    const hasOwnRate = isAudioBuffer(source) || isBlob(source);
    this.#source = source;
    this.#sampleRate = hasOwnRate ? (sampleRate ?? 0) : checkOption('sampleRate', sampleRate as number, SAMPLE_RATE);
    this.#caption = captionOf(caption);
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'audio', mostInList: Infinity, encode };
  }

  /** @internal */
  async take(): Promise<AudioItem> {
    const [source, caption] = [this.#source, this.#caption];
    return { source: isBlob(source) ? source : await takeSound(source, this.#sampleRate), caption };
  }
}
