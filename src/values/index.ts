export { countInBins, formatBins, formatHistogram } from './bins';
export { encode, encodeRead, namesIn } from './encode';
export { isPending, LOGGABLE, type Fragment, type Loggable, type Pending, type Place } from './fragment';
export { encodeMedia, type Media, type MediaKind } from './media';
export { checkOption, checkOptions, COUNT, LABEL, oneOf, STRING, type OptionRule, type OptionRules } from './option';
export { checkRecord, describe, isPlainObject } from './plain';
export { readback } from './readback';
export { readTensor } from './tensor';
export { isTensor, type TensorLike } from './tensor-like';
