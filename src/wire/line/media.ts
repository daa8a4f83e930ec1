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
  'table-file': 'table',
  'incremental-table-file': 'table',
  'markdown-file': 'markdown',
  markdown: 'markdown',
  'plotly-file': 'plotly',
  'video-file': 'video',
  videos: 'video',
  'audio-file': 'audio',
  audio: 'audio',
  'object3D-file': 'object3d',
  object3D: 'object3d',
  'molecule-file': 'molecule',
  molecule: 'molecule',
  'graph-file': 'graph',
} as const;

/** The kinds of media that are told apart. */
export type LoggedMedia = (typeof KINDS)[keyof typeof KINDS];

export function loggedMediaOf(type: string): LoggedMedia | 'media' {
  return Object.hasOwn(KINDS, type) ? KINDS[type as keyof typeof KINDS] : 'media';
}

// The media values themselves, as rows hold them. Shapes: W&B, `wandb/sdk/data_types/*`.

export interface HistogramJson {
  _type: 'histogram';
  /** Counts, one for each bin. */
  values: number[];
  /** Edges, one more than counts, ascending. */
  bins: number[];
  /** Not of W&B's. */
  leftOut?: LeftOut | undefined;
}

/** How many values a histogram has no bin for. */
export interface LeftOut {
  nan?: number;
  infinite?: number;
  /** Smaller or larger than the edges that were asked for. */
  outside?: number;
}

export interface ImageFileJson extends OverlaysJson {
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

/** What lies over an image. */
export interface OverlaysJson {
  boxes?: OverlayFilesJson | undefined;
  masks?: OverlayFilesJson | undefined;
}

/** Boxes or masks over an image, by name. */
export type OverlayFilesJson = { [name: string]: OverlayFileJson };

export interface OverlayFileJson {
  _type: 'boxes2D' | 'mask';
  sha256?: string | undefined;
  size: number;
  /** `media/metadata/boxes2D/….boxes2D.json` or `media/images/mask/….mask.png`, 8 bits of gray, which are class ids. */
  path: string;
}

export interface ImagesJson {
  _type: 'images/separated';
  width: number;
  height: number;
  format: string;
  count: number;
  filenames: string[];
  captions?: string[] | undefined;
  /** For each image. */
  all_boxes?: (OverlayFilesJson | null)[] | undefined;
  all_masks?: (OverlayFilesJson | null)[] | undefined;
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

/** Not of W&B's. */
export interface MarkdownFileJson {
  _type: 'markdown-file';
  sha256?: string | undefined;
  size: number;
  path: string;
  caption?: string | undefined;
}

export interface AudioFileJson {
  _type: 'audio-file';
  sha256?: string | undefined;
  size: number;
  path: string;
  caption?: string | undefined;
}

export interface MarkdownJson {
  _type: 'markdown';
  count: number;
  markdown: MarkdownFileJson[];
}

export interface PlotlyFileJson {
  _type: 'plotly-file';
  sha256?: string | undefined;
  size: number;
  path: string;
}

export interface GraphFileJson {
  _type: 'graph-file';
  sha256?: string | undefined;
  size: number;
  path: string;
}

export interface VideoFileJson {
  _type: 'video-file';
  sha256?: string | undefined;
  size: number;
  path: string;
  /** In pixels. Absent where the file came as it is. */
  width?: number | undefined;
  height?: number | undefined;
  caption?: string | undefined;
}

export interface VideosJson {
  _type: 'videos';
  count: number;
  videos: VideoFileJson[];
  /** False where none of them has one. */
  captions: string[] | false;
}

export interface TableFileJson {
  _type: 'table-file' | 'incremental-table-file';
  ncols: number;
  /** Also of a table in increments those of all of it. */
  nrows: number;
  log_mode: 'IMMUTABLE' | 'MUTABLE' | 'INCREMENTAL';
  /** Counted from 0. */
  increment_num?: number | undefined;
  /** The files of those before, in their order. W&B's client has addresses in artifacts here. */
  previous_increments_paths?: string[] | undefined;
  sha256?: string | undefined;
  size: number;
  path: string;
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
