import { typeTagOf, messageOf, isTooLong, formatNumber, MAX_LINE_BYTES, stringify } from '../wire/index';
import { joinDraft, type Draft } from '../thread/draft';
import { isLoggable, isPending, LOGGABLE, type Fragment, type Place } from './fragment';
import { encodeMediaList } from './media';
import { describe, hasToJson, recordIn, toJsonOf } from './plain';
import { encodeTensor } from './tensor';
import { isTensor } from './tensor-like';
import { fromTfjs } from './tfjs-objects';
import { encodeNumbers, isNumbers } from './typed-array';

/** Deeper than this, an object is taken for one that has no end. */
const DEEPEST = 64;

/**
 * Writes any value that can be logged as a fragment of a line, frozen as it is now.
 *
 * Numbers (NaN and infinities too), bigints (as integers), strings, booleans, null, dates (ISO 8601), typed arrays and
 * tensors (one element: a number; at most 32: a list; more: a histogram, as W&B does), models, layers and optimizers of
 * tfjs, arrays, plain objects, what holds pairs (a Map), what has a `toJSON`, and the classes of Spoor. Anything else
 * costs itself only: it is dropped and counted, and the rest of the row stands.
 */
export function encode(value: unknown, place: Place): Fragment | undefined {
  return encodeRead(() => value, place);
}

/** As {@link encode}, of a value that is not read yet: a getter may throw. */
export function encodeRead(read: () => unknown, place: Place): Fragment | undefined {
  const fragment = encodeInner(read, place, []);
  if (typeof fragment !== 'string' || !isTooLong(fragment)) return fragment;
  place.drop('value-too-large', place.key, `it takes more than ${MAX_LINE_BYTES} bytes; log it as a file`);
  return undefined;
}

/** A getter or a `toJSON` of the caller's that throws costs its value, not the training loop. */
function encodeInner(read: () => unknown, place: Place, ancestors: object[]): Fragment | undefined {
  try {
    return encodeValue(read(), place, ancestors);
  } catch (error) {
    place.drop('unsupported-value', place.key, messageOf(error));
    return undefined;
  }
}

function encodeValue(value: unknown, place: Place, ancestors: object[]): Fragment | undefined {
  switch (typeof value) {
    case 'number':
      return formatNumber(value);
    case 'string':
      return stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? 'null' : encodeObject(value, place, ancestors);
    default:
      return refuse(value, place);
  }
}

function encodeObject(value: object, place: Place, ancestors: object[]): Fragment | undefined {
  if (isLoggable(value)) return value[LOGGABLE](place, ancestors.length === 0);
  if (isTensor(value)) return encodeTensor(value, place);
  if (isNumbers(value)) return encodeNumbers(value, place);
  if (typeTagOf(value) === 'Date')
    return Number.isNaN((value as Date).getTime()) ? 'null' : stringify((value as Date).toISOString());
  if (ancestors.includes(value) || ancestors.length >= DEEPEST) {
    place.drop('cyclic-value', place.key, 'it contains itself');
    return undefined;
  }
  const inner = [...ancestors, value];
  if (Array.isArray(value)) return encodeArray(value, place, inner);
  const known = fromTfjs(value);
  if (known !== undefined) return encodeValue(known, place, inner);
  if (hasToJson(value)) return encodeValue(toJsonOf(value, place.key), place, inner);
  const record = recordIn(value);
  return record ? encodeRecord(record, place, inner) : refuse(value, place);
}

function refuse(value: unknown, { key, drop }: Place): undefined {
  drop('unsupported-value', key, `it is ${describe(value)}`);
}

function encodeArray(list: unknown[], place: Place, ancestors: object[]): Fragment | undefined {
  const media = encodeMediaList(list, place);
  if (media) return media;
  const fragments = [...list].map((item) => encodeInner(() => item, place, ancestors) ?? 'null');
  return join(fragments, '[', ']', () => '');
}

function encodeRecord(record: Record<string, unknown>, place: Place, ancestors: object[]): Fragment {
  const keys: string[] = [];
  const fragments: Fragment[] = [];
  for (const key of namesIn(record, place.drop)) {
    const fragment = encodeInner(() => record[key], { ...place, key }, ancestors);
    if (fragment === undefined) continue;
    keys.push(`${stringify(key)}:`);
    fragments.push(fragment);
  }
  return join(fragments, '{', '}', (i) => keys[i]!);
}

/** The names of a record's values. A symbol does not name a value. */
export function namesIn(record: object, drop: Place['drop']): string[] {
  const symbols = Object.getOwnPropertySymbols(record);
  // Nearly every row has none, and to go through an empty list costs as much as a value.
  if (symbols.length > 0) dropSymbols(symbols, record, drop);
  return Object.keys(record);
}

function dropSymbols(symbols: symbol[], record: object, drop: Place['drop']): void {
  for (const symbol of symbols) {
    if (Object.prototype.propertyIsEnumerable.call(record, symbol))
      drop('unsupported-value', String(symbol), 'its name must be a string, not a symbol');
  }
}

/** Joins fragments to one: a string when all are texts, else a promise. What could not be read becomes null. */
function join(fragments: Fragment[], open: string, close: string, label: (index: number) => string): Fragment {
  const assemble = (drafts: (Draft | null)[]): Draft =>
    joinDraft([open, ...drafts.flatMap((draft, i) => [(i > 0 ? ',' : '') + label(i), draft ?? 'null']), close]);
  if (!fragments.some(isPending)) return assemble(fragments as string[]) as string;
  return {
    settled: Promise.all(fragments.map(async (fragment) => (isPending(fragment) ? fragment.settled : fragment))).then(
      assemble,
    ),
    now: () => assemble(fragments.map((fragment) => (isPending(fragment) ? fragment.now() : fragment))) as string,
  };
}
