import { parseJson, stringify } from '../wire/index';
import { isTensor } from './tensor-like';

type Method = (...all: unknown[]) => unknown;

/**
 * What an object of tfjs is in a row or a config; undefined for other objects. They are known by their shape, whichever
 * copy of tfjs they come from.
 *
 * - a weight of a model: its tensor.
 * - a layer, an optimizer, an initializer and the like: its class and its settings.
 * - a GraphModel: the tensors that it takes and gives, and its signature.
 */
export function fromTfjs(value: object): unknown {
  if (has(value, 'read') && 'val' in value && isTensor(Object(value.val) as object)) return value.val;
  // What says by itself how it is written, a LayersModel, is heard.
  if (has(value, 'getClassName') && has(value, 'getConfig') && !has(value, 'toJSON')) {
    return plain({ className: value.getClassName(), ...(value.getConfig() as object) });
  }
  if (has(value, 'executeAsync') && 'modelSignature' in value && 'inputs' in value && 'outputs' in value) {
    const { inputs, outputs, modelSignature: signature } = value;
    return plain({ className: 'GraphModel', inputs, outputs, signature });
  }
  return undefined;
}

function has<Name extends string>(value: object, name: Name): value is Record<Name, Method> {
  return typeof (value as Record<Name, unknown>)[name] === 'function';
}

/** Settings that were left out are there as `undefined`. */
function plain(settings: object): unknown {
  return parseJson(stringify(settings));
}
