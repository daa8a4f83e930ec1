import { formatLine, isSingletonType, mergeSingletons, SpoorError, type Row, type Singletons } from '../wire/index';

/** Puts a value among those that are the same in every step. The very same object when it has been there already, so that nothing need be sent. */
export function withSingleton(singletons: Singletons | undefined, type: string, key: string, freeze: () => Row): Singletons | undefined {
  if (!isSingletonType(type)) {
    throw new SpoorError('bad-option', `The type of a singleton has a slash, such as "digits/labels"; ${JSON.stringify(type)} has none.`);
  }
  if (typeof key !== 'string' || key === '') throw new SpoorError('bad-option', 'The key of a singleton is a text.');
  const values = freeze();
  if (!Object.hasOwn(values, key)) return singletons;
  const known = singletons?.[type]?.[key];
  if (known !== undefined && formatLine({ known }) === formatLine({ known: values[key]! })) return singletons;
  return mergeSingletons(singletons, { [type]: values });
}
