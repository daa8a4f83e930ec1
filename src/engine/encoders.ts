import type { Encoder } from '../media/engine/encoder';
import { encodeImages } from '../media/image/engine/encode';

/** Who makes files of media, by the name of their kind (`MediaKind`). A kind that is JSON by itself has none. */
export const encoders: { [kind: string]: Encoder<never> } = {
  image: encodeImages,
};
