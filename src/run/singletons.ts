import { check, type Kind } from '../values/option';
import { formatLine, isSingletonType, mergeSingletons, type Row, type Singletons } from '../wire/index';

const TYPE: Kind = { what: 'a text with a slash, such as "digits/labels"', is: isSingletonType };
const KEY: Kind = { what: 'a text, and not empty', is: (value) => typeof value === 'string' && value !== '' };

/**
 * Puts a value among those that are the same in every step. The very same object when it has been there already, so
 * that nothing need be sent.
 */
export function withSingleton(
  singletons: Singletons | undefined,
  type: string,
  key: string,
  freeze: () => Row,
): Singletons | undefined {
  check('type', type, TYPE);
  check('key', key, KEY);
  const values = freeze();
  if (!Object.hasOwn(values, key)) return singletons;
  const known = singletons?.[type]?.[key];
  if (known !== undefined && formatLine({ known }) === formatLine({ known: values[key]! })) return singletons;
  return mergeSingletons(singletons, { [type]: values });
}
