/** Samples as the page has them: floats from -1 to 1, or whole numbers of 16 bits. */
export type Samples = Float32Array | Float64Array | Int16Array | Int32Array;

/** A sound of samples: of each channel its own, or all channels by turns. */
export interface Sound {
  channels: Samples[];
  /** So many channels lie in the one list by turns, as in a tensor [samples, channels]; 1 where each has its own. */
  interleaved: number;
  sampleRate: number;
}

/** A sound on its way to the worker. A Blob is an audio file already and is kept as it is. */
export interface AudioItem {
  source: Sound | Blob;
  caption: string | undefined;
}
