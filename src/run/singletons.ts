import { formatLine, mergeSingletons, type Row, type Singletons } from '../wire/index';
import { checkOption, type OptionRule } from '../values/index';

const TYPE: OptionRule = { what: 'a string with a slash, such as "digits/labels"', is: hasSlash };
const KEY: OptionRule = {
  what: 'a string that is not empty',
  is: (value) => typeof value === 'string' && value !== '',
};

/** Names without one are those that W&B's clients use for themselves. */
function hasSlash(type: unknown): boolean {
  return typeof type === 'string' && type.includes('/');
}

/** @throws SpoorError `bad-option` for a type or a key that a page cannot choose. */
export function checkSingleton(type: string, key: string): void {
  checkOption('type', type, TYPE);
  checkOption('key', key, KEY);
}

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
  const values = freeze();
  if (!Object.hasOwn(values, key)) return singletons;
  const known = singletons?.[type]?.[key];
  if (known !== undefined && formatLine({ known }) === formatLine({ known: values[key]! })) return singletons;
  return mergeSingletons(singletons, { [type]: values });
}
