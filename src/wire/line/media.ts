/** Media values as rows hold them. Shapes: W&B, `wandb/sdk/data_types/*`. */
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
