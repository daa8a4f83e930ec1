import { isTensor, readback, type Numbers, type OptionRule, type Place, type TensorLike } from '../../values/index';
import { isBlob, isRow, messageOf } from '../../wire/index';
import type { ImageSource } from '../image/item';
import { PICTURE, takePictures, type ImageLike } from '../image/picture';
import { toBytes } from './bytes';
import type { Clip, FrameBytes, Layout } from './item';

/** One frame: what an image can be made of. */
export type FrameLike = ImageLike;

/** A typed array, and how many values each of its dimensions has. */
export interface VideoArray {
  /** Integers are 0 to 255, other numbers 0 to 1. */
  data: Numbers;
  /** `[time, height, width, channels]`, or as the option `layout` says. */
  shape: readonly number[];
}

/** What a clip can be made of. */
export type VideoSource = Blob | readonly FrameLike[] | TensorLike | VideoArray;

export const CLIP: OptionRule = {
  what: 'a Blob of a video, a list of frames, a tensor or { data, shape }',
  is: (source) =>
    Array.isArray(source)
      ? source.every((frame) => PICTURE.is(frame))
      : isRow(source) && (isBlob(source) || isTensor(source) || isArray(source)),
};

function isArray(source: object): source is VideoArray {
  const { data, shape } = source as Partial<VideoArray>;
  return (
    ArrayBuffer.isView(data) &&
    'BYTES_PER_ELEMENT' in data &&
    !data[Symbol.toStringTag].startsWith('Big') &&
    Array.isArray(shape)
  );
}

/** Takes a clip, now. Rejects with a sentence when it has no frames, or one that cannot be taken. */
export async function takeClip(source: VideoSource, layout: Layout, place: Place): Promise<Clip> {
  if (isList(source)) return { frames: await takeFrames(source, place) };
  if (isBlob(source)) return { file: source };
  const sizes = sizesOf(source.shape, layout);
  if (isTensor(source)) {
    const { data } = readback.hold(source);
    const scale = source.dtype === 'int32' ? 1 : 255;
    return { ...sizes, bytes: await toBytes((await data) as Numbers, scale, `a tensor of ${source.dtype}`, place) };
  }
  const { data } = source;
  const expected = sizes.count * sizes.height * sizes.width * sizes.channels;
  if (data.length !== expected)
    throw new RangeError(`an array of shape [${source.shape.join(', ')}] has ${expected} values, not ${data.length}`);
  const name = data[Symbol.toStringTag];
  return { ...sizes, bytes: await toBytes(data.slice(), name.startsWith('Float') ? 255 : 1, `a ${name}`, place) };
}

function isList(source: VideoSource): source is readonly FrameLike[] {
  return Array.isArray(source);
}

/** All begin to be taken before anything is awaited. */
async function takeFrames(frames: readonly FrameLike[], place: Place): Promise<ImageSource[]> {
  if (frames.length === 0) throw new RangeError('a video has at least one frame');
  const taken = await Promise.allSettled(frames.map((frame) => takePictures(frame, place)));
  const failed = taken.findIndex(({ status }) => status === 'rejected');
  const pictures = taken.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (failed < 0) return pictures;
  for (const picture of pictures) if ('close' in picture) picture.close();
  throw new TypeError(`frame ${failed}: ${messageOf((taken[failed] as PromiseRejectedResult).reason)}`);
}

const CHANNELS = [1, 3, 4];

function sizesOf(shape: readonly number[], layout: Layout): Omit<FrameBytes, 'bytes'> {
  const [count = 0, ...rest] = shape;
  const [height = 0, width = 0, channels = 0] = layout === 'thwc' ? rest : [rest[1], rest[2], rest[0]];
  if (shape.length === 4 && CHANNELS.includes(channels)) {
    if (count * height * width > 0) return { count, height, width, channels, layout };
    throw new RangeError(`a video has at least one frame of one pixel, not the shape [${shape.join(', ')}]`);
  }
  const expected = layout === 'thwc' ? '[time, height, width, 1, 3 or 4]' : '[time, 1, 3 or 4, height, width]';
  const isOther = shape.length === 4 && CHANNELS.includes((layout === 'thwc' ? shape[1] : shape[3])!);
  const hint = isOther ? `; with the option layout: '${layout === 'thwc' ? 'tchw' : 'thwc'}' it can be one` : '';
  throw new RangeError(`a video of layout ${layout} has shape ${expected}, not [${shape.join(', ')}]${hint}`);
}
