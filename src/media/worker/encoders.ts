import type { Encoder } from '../engine/encoder';
import { encodeAudio } from '../audio/engine/encode';
import { encodeHtml } from '../html/engine/encode';
import { encodeMolecules } from '../molecule/engine/encode';
import { encodeObjects3D } from '../object3d/engine/encode';

/** Who makes files of the kinds of `spoor/media`, by the name of the kind: they run in a worker of their own. */
export const encoders: { [kind: string]: Encoder<never> } = {
  audio: encodeAudio,
  html: encodeHtml,
  molecule: encodeMolecules,
  object3D: encodeObjects3D,
};
