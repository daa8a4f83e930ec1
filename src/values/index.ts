export { encode, encodeRead, namesIn } from './encode';
export { isPending, type Fragment, type Pending, type Place } from './fragment';
export { checkRecord, describe, isPlainObject } from './plain';
export { readback } from './readback';
export type { TensorLike } from './tensor-like';
