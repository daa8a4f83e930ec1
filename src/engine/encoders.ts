import type { MediaPart } from '../thread/draft';
import type { Encoded, Encoder } from '../media/engine/encoder';
import { encodeHistogram } from '../media/histogram/engine/encode';
import { encodeImages } from '../media/image/engine/encode';

/** For media whose files the worker of `spoor/media` has made already: they are taken as they are. */
const takeEncoded = async ({ items }: MediaPart<Encoded>): Promise<Encoded | null> => items[0] ?? null;

/**
 * Who makes files of media, by the name of their kind (`MediaKind`). A kind that is JSON by itself has none; those of
 * `spoor/media` have theirs in `media/worker/encoders.ts`.
 */
export const encoders: { [kind: string]: Encoder<never> } = {
  histogram: encodeHistogram,
  image: encodeImages,
  encoded: takeEncoded,
};
