import { formatLine, isSingletonType, mergeSingletons, type Row, type Singletons } from '../wire/index';
import { checkOption, type OptionRule } from '../values/index';

const TYPE: OptionRule = { what: 'a string with a slash, such as "digits/labels"', is: isSingletonType };
const KEY: OptionRule = {
  what: 'a string that is not empty',
  is: (value) => typeof value === 'string' && value !== '',
};

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
  checkOption('type', type, TYPE);
  checkOption('key', key, KEY);
  const values = freeze();
  if (!Object.hasOwn(values, key)) return singletons;
  const known = singletons?.[type]?.[key];
  if (known !== undefined && formatLine({ known }) === formatLine({ known: values[key]! })) return singletons;
  return mergeSingletons(singletons, { [type]: values });
}
