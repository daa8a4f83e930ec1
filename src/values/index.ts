export { encode } from './encode';
export { isPending, type Fragment, type Pending, type Place } from './fragment';
export { Histogram } from './histogram';
export { Image, type ImageLike, type ImageOptions } from './image';
export { readback } from './readback';
export type { TensorLike } from './tensor-like';
