import type { Encoder } from '../engine/encoder';
import { encodeAnnotated } from '../annotated-image/engine/encode';
import { encodeGraph } from '../graph/engine/encode';
import { encodeHtml } from '../html/engine/encode';
import { encodeMarkdown } from '../markdown/engine/encode';
import { encodePlotly } from '../plotly/engine/encode';
import { encodeTable } from '../table/engine/encode';
import { encodeAudio } from '../audio/engine/encode';
import { encodeMolecules } from '../molecule/engine/encode';
import { encodeObjects3D } from '../object3d/engine/encode';

/** Who makes files of the kinds of `spoor/media`, by the name of the kind: they run in a worker of their own. */
export const encoders: { [kind: string]: Encoder<never> } = {
  audio: encodeAudio,
  graph: encodeGraph,
  html: encodeHtml,
  image: encodeAnnotated,
  markdown: encodeMarkdown,
  plotly: encodePlotly,
  table: encodeTable,
  molecule: encodeMolecules,
  object3D: encodeObjects3D,
};
