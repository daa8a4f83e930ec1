import { isTensor, readback, type TensorLike } from '../../values/index';
import { isBlob, isRow, typeTagOf } from '../../wire/index';
import type { Samples, Sound } from './item';

/** What a sound can be made of. */
export type AudioSource =
  | AudioBuffer
  | Float32Array
  | Float64Array
  | Int16Array
  | readonly number[]
  | readonly (Float32Array | Float64Array | Int16Array | readonly number[])[]
  | Blob
  | TensorLike;

const TYPED = /^(Float32|Float64|Int16)Array$/;

/** A tensor of more is [channels, samples] by mistake. */
const MOST_CHANNELS = 32;

export function isAudioBuffer(source: unknown): source is AudioBuffer {
  return isRow(source) && 'getChannelData' in source && 'sampleRate' in source;
}

export function isAudioSource(source: unknown): boolean {
  return (
    typeof source === 'object' &&
    source !== null &&
    (isBlob(source) || isAudioBuffer(source) || isTensor(source) || Array.isArray(source) || isTyped(source))
  );
}

function isTyped(value: unknown): value is Float32Array | Float64Array | Int16Array {
  return TYPED.test(typeTagOf(value));
}

/** Copies the samples, now. Rejects with a sentence when there are none, or when they are not a sound. */
export async function takeSound(source: Exclude<AudioSource, Blob>, sampleRate: number): Promise<Sound> {
  if (isAudioBuffer(source)) {
    const channels = Array.from({ length: source.numberOfChannels }, (_, at) => source.getChannelData(at).slice());
    return checked({ channels, interleaved: 1, sampleRate: source.sampleRate });
  }
  if (isTensor(source as object)) return takeTensor(source as TensorLike, sampleRate);
  const list = source as readonly unknown[];
  const isList = Array.isArray(list) && typeof list[0] === 'object' && list[0] !== null;
  const channels = (isList ? [...list] : [list]).map((one) => copied(one));
  return checked({ channels, interleaved: 1, sampleRate });
}

function copied(channel: unknown): Samples {
  if (isTyped(channel)) {
    // A buffer that was moved to a worker is empty, and says so only by its length.
    if (channel.buffer.byteLength === 0) throw new RangeError('its samples are empty, or were moved to a worker');
    return channel.slice();
  }
  if (Array.isArray(channel) && channel.every((sample) => typeof sample === 'number'))
    return Float64Array.from(channel as number[]);
  throw new TypeError('a channel must be a Float32Array, Float64Array, Int16Array or an array of numbers');
}

async function takeTensor(tensor: TensorLike, sampleRate: number): Promise<Sound> {
  const [samples = 0, channels = 1] = tensor.shape;
  if (tensor.shape.length < 1 || tensor.shape.length > 2 || channels > MOST_CHANNELS) {
    const transposed = tensor.shape.length === 2 && samples <= MOST_CHANNELS ? '; transpose it first' : '';
    throw new RangeError(
      `a tensor of sound has shape [samples] or [samples, channels], not [${tensor.shape.join(', ')}]${transposed}`,
    );
  }
  if (tensor.dtype !== 'float32' && tensor.dtype !== 'int32')
    throw new TypeError(`a tensor of ${tensor.dtype} cannot be heard: cast it to float32, from -1 to 1`);
  const { data } = readback.hold(tensor);
  const read = await data;
  // The backend may hand out its own memory, which is moved to the worker.
  const values = tensor.dtype === 'int32' ? Int32Array.from(read) : Float32Array.from(read);
  return checked({ channels: [values], interleaved: channels, sampleRate });
}

function checked(sound: Sound): Sound {
  const [first, ...others] = sound.channels;
  if (!first?.length) throw new RangeError('it has no samples');
  const other = others.find(({ length }) => length !== first.length);
  if (other)
    throw new RangeError(`its channels must be of one length, not of ${first.length} and ${other.length} samples`);
  return sound;
}
