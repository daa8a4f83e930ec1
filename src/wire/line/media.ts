/**
 * The kind of metric that a media value is, by its `_type`: the server keeps a column of it, and the dashboard has a
 * panel for it. A value of another `_type` is of the kind `media`, which has no panel.
 */
const KINDS = {
  histogram: 'histogram',
  'image-file': 'image',
  'images/separated': 'image',
  'html-file': 'html',
  html: 'html',
  'audio-file': 'audio',
  audio: 'audio',
  'object3D-file': 'object3d',
  object3D: 'object3d',
  'molecule-file': 'molecule',
  molecule: 'molecule',
} as const;

/** The kinds of media that are told apart. */
export type LoggedMedia = (typeof KINDS)[keyof typeof KINDS];

export function mediaKindOf(type: string): LoggedMedia | 'media' {
  return Object.hasOwn(KINDS, type) ? KINDS[type as keyof typeof KINDS] : 'media';
}

// The media values themselves, as rows hold them. Shapes: W&B, `wandb/sdk/data_types/*`.

export interface HistogramJson {
  _type: 'histogram';
  /** Counts, one for each bin. */
  values: number[];
  /** Edges, one more than counts, ascending. */
  bins: number[];
}

export interface ImageFileJson {
  _type: 'image-file';
  /** Hex SHA-256 of the file. Absent where the page is not a secure context and cannot compute it. */
  sha256?: string | undefined;
  size: number;
  /** The run file: `media/images/<key>_<step>_<first 20 hex digits of sha256>.<format>`. */
  path: string;
  format: string;
  width: number;
  height: number;
  caption?: string | undefined;
}

export interface ImagesJson {
  _type: 'images/separated';
  width: number;
  height: number;
  format: string;
  count: number;
  filenames: string[];
  captions?: string[] | undefined;
}

export interface HtmlFileJson {
  _type: 'html-file';
  sha256?: string | undefined;
  size: number;
  path: string;
}

export interface HtmlJson {
  _type: 'html';
  count: number;
  html: HtmlFileJson[];
}

export interface AudioFileJson {
  _type: 'audio-file';
  sha256?: string | undefined;
  size: number;
  path: string;
  caption?: string | undefined;
}

export interface AudiosJson {
  _type: 'audio';
  count: number;
  audio: AudioFileJson[];
  /** Samples a second; null of a file that was given as it is. */
  sampleRates: (number | null)[];
  /** Seconds; null of a file that was given as it is. */
  durations: (number | null)[];
  captions?: string[] | undefined;
}

export interface Object3DFileJson {
  _type: 'object3D-file';
  sha256?: string | undefined;
  size: number;
  path: string;
  caption?: string | undefined;
}

export interface Objects3DJson {
  _type: 'object3D';
  /** Below `media/object3D/`. */
  filenames: string[];
  count: number;
  objects: Object3DFileJson[];
}

export interface MoleculeFileJson {
  _type: 'molecule-file';
  sha256?: string | undefined;
  size: number;
  path: string;
  caption?: string | undefined;
}

export interface MoleculesJson {
  _type: 'molecule';
  filenames: string[];
  count: number;
  /** False where there are none. */
  captions: string[] | false;
}
