import {
  ARCHIVE_VERSION,
  isSingletonType,
  isTooLong,
  isRow,
  parseLineExactly,
  type LineValue,
  type MetricDefinition,
  type Row,
  type Singletons,
  type StreamName,
  SUMMARY_RULES,
  checkName,
  DEFAULT_ENTITY,
} from '../../wire/index';
import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import {
  count,
  flag,
  listOf,
  number,
  object,
  oneOf,
  orMissing,
  orNull,
  readShape,
  row,
  text,
  texts,
  textWithin,
  thing,
  time,
  type Shape,
  type Shaped,
} from '../ingest/schema';
import { fault } from './fault';

const isText = (value: unknown): value is string => typeof value === 'string';

const DEFINITION: Shape<MetricDefinition> = object({
  name: text,
  stepMetric: orNull(text),
  stepSync: flag,
  hidden: flag,
  isDefined: flag,
  summary: listOf(oneOf(SUMMARY_RULES)),
  goal: orNull(oneOf(['minimize', 'maximize'])),
});

const ALERT = object({
  title: textWithin(1, 256),
  text: textWithin(0, 16_384),
  level: oneOf(['INFO', 'WARN', 'ERROR']),
  waitDuration: number,
  at: time,
});

const RECORD = object({
  id: text,
  project: text,
  entity: orNull(text),
  name: orNull(text),
  notes: orNull(text),
  group: orNull(text),
  jobType: orNull(text),
  sweepId: orNull(text),
  tags: orNull(texts),
  config: row,
  client: thing<Row>(
    'an object, and "t" in it too',
    (value) => isRow(value) && (value['t'] === undefined || isRow(value['t'])),
  ),
  metrics: listOf(DEFINITION),
  singletons: orMissing(
    thing<Singletons>(
      'objects by the names of types, which have a slash',
      (value) =>
        isRow(value) && Object.entries(value).every(([type, values]) => isSingletonType(type) && isRow(values)),
    ),
  ),
  forkedFrom: orMissing(object({ run: text, step: number })),
  startTime: time,
});

/** One for each stream. */
const counts = <S extends Shape<number>>(line: S) =>
  object({ history: line, events: line, output: line } satisfies Record<StreamName, S>);

const RUN = object({
  record: RECORD,
  identity: orNull(object({ entity: text, displayName: orNull(text) })),
  acknowledged: counts(count),
  next: counts(count),
  base: orNull(counts(thing<number>('a whole number', Number.isSafeInteger))),
  origin: orMissing(
    thing<string>('1 to 64 letters, digits or _', (value) => isText(value) && /^\w{1,64}$/.test(value)),
  ),
  openRow: orNull(text),
  summary: row,
  pinned: row,
  counts: thing<Record<string, number>>(
    'numbers by the names of metrics',
    (value) => isRow(value) && Object.values(value).every(Number.isFinite),
  ),
  exitCode: orNull(thing<number>('a whole number', Number.isSafeInteger)),
  updatedAt: time,
  alerts: listOf(ALERT),
});

const HEADER = object({ version: text, run: RUN });

/** What is read of the first line of an archive. */
export type ArchiveHeader = Shaped<typeof HEADER>;

/** The run as its journal had it. */
export type ArchivedRun = ArchiveHeader['run'];

/**
 * Reads the first line of an archive: everything that is used later is what it says it is.
 *
 * @throws SpoorError `bad-archive`, or `bad-name`.
 */
export function readHeader(line: string): ArchiveHeader {
  const parts = parsed(line);
  const format = parts['spoor'];
  if (typeof format !== 'number') throw fault('it does not begin as Spoor writes it.');
  if (format !== ARCHIVE_VERSION) {
    throw fault(
      `it has the format ${format}, and this Spoor reads format ${ARCHIVE_VERSION}: import it with a newer Spoor.`,
    );
  }
  const header = readShape(HEADER, parts, 'its first line', fault);
  const { record, base, origin, openRow } = header.run;
  checkName('run id', record.id);
  checkName('project', record.project);
  if (record.entity !== null) checkName('entity', record.entity);
  if (base === null && origin === undefined) throw fault('it must have a "base" or an "origin", and has neither.');
  if (openRow !== null && isTooLong(openRow))
    throw fault('the row that was being filled is larger than a line may be.');
  if (openRow !== null) parsed(openRow);
  return header;
}

/** Whose the run is here: as the server said that it was sent to, or as its page did. */
export function entityOf({ identity, record }: ArchivedRun): string {
  return checkName('entity', identity?.entity ?? record.entity ?? DEFAULT_ENTITY);
}

/** @throws SpoorError `bad-archive` unless the text is an object. */
export function parsed(line: string, parse: (text: string) => LineValue = parseLineExactly): Row {
  if (isTooDeep(line)) throw fault(`a line of it is nested more than ${MAX_NESTING} deep.`);
  let value;
  try {
    value = parse(line);
  } catch (cause) {
    throw fault('a line of it is not JSON.', cause);
  }
  return readShape(row, value, 'each line of it', fault);
}
