import type { MediaPart } from '../thread/draft';
import type { Encoded, Encoder } from '../media/engine/encoder';
import { encodeImages } from '../media/image/engine/encode';

/** Who makes files of media, by the name of their kind (`MediaKind`). A kind that is JSON by itself has none. */
/** Takes what a worker of `spoor/media` and the like has encoded. */
const takeEncoded = async ({ items }: MediaPart<Encoded>): Promise<Encoded | null> => items[0] ?? null;

export const encoders: { [kind: string]: Encoder<never> } = {
  image: encodeImages,
  encoded: takeEncoded,
};
