export { encode, encodeRead, namesIn } from './encode';
export { isPending, type Fragment, type Pending, type Place } from './fragment';
export { Histogram } from './histogram';
export { Image, type ImageLike, type ImageOptions } from './image';
export { checkOption, checkOptions, COUNT, LABEL, oneOf, STRING, type OptionRule, type OptionRules } from './option';
export { checkRecord, describe, isPlainObject } from './plain';
export { readback } from './readback';
export type { TensorLike } from './tensor-like';
