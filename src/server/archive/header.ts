import {
  ARCHIVE_VERSION,
  type ArchivedRun,
  type ArchiveHeader,
  isTooLong,
  isRow,
  parseLineExactly,
  type LineValue,
  type Row,
  SUMMARY_RULES,
  checkName,
  DEFAULT_ENTITY,
  isSingletonType,
  STREAM_NAMES,
} from '../../wire/index';
import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import { fault } from './fault';

type Value = LineValue | undefined;

/**
 * Reads the first line of an archive: everything that is used later is what it says it is.
 *
 * @throws SpoorError `bad-archive`, or `bad-name`.
 */
export function readHeader(text: string): ArchiveHeader {
  const header = parsed(text);
  const version = header['spoor'];
  if (typeof version !== 'number') throw fault('it does not begin as Spoor writes it.');
  if (version !== ARCHIVE_VERSION) {
    throw fault(
      `it has the format ${version}, and this Spoor reads format ${ARCHIVE_VERSION}: import it with a newer Spoor.`,
    );
  }
  const run = header['run'];
  if (!isRow(run) || !isRow(run['record'])) throw fault('it does not say which run it holds.');
  check('version', isText(header['version']));
  checkRecord(run['record']);
  checkRun(run);
  return header as unknown as ArchiveHeader;
}

function checkRun(run: Row): void {
  const { identity, openRow, exitCode, origin, base } = run;
  check(
    'identity',
    identity === null || (isRow(identity) && isText(identity['entity']) && isTextOrNull(identity['displayName'])),
  );
  check('acknowledged', areCounts(run['acknowledged'], 0));
  check('next', areCounts(run['next'], 0));
  check('base', base === null || areCounts(base, -Infinity));
  check('origin', base !== null || (isText(origin) && /^\w{1,64}$/.test(origin)));
  check('openRow', openRow === null || (isText(openRow) && !isTooLong(openRow) && isRow(parsed(openRow))));
  for (const part of ['summary', 'pinned', 'counts']) check(part, isRow(run[part]));
  check('counts', Object.values(run['counts'] as Row).every(isNumber));
  check('exitCode', exitCode === null || Number.isSafeInteger(exitCode));
  check('updatedAt', isTime(run['updatedAt']));
  check('alerts', Array.isArray(run['alerts']) && run['alerts'].every(isAlert));
}

function checkRecord(record: Row): void {
  const { id, project, entity, tags, metrics, forkedFrom } = record;
  checkName('run id', id as string);
  checkName('project', project as string);
  if (entity !== null) checkName('entity', entity as string);
  for (const part of ['name', 'notes', 'group', 'jobType', 'sweepId']) check(part, isTextOrNull(record[part]));
  check('tags', tags === null || (Array.isArray(tags) && tags.every(isText)));
  check('config', isRow(record['config']));
  check('client', isRow(record['client']) && (record['client']['t'] === undefined || isRow(record['client']['t'])));
  check('metrics', Array.isArray(metrics) && metrics.every(isDefinition));
  check(
    'forkedFrom',
    forkedFrom === undefined || (isRow(forkedFrom) && isText(forkedFrom['run']) && isNumber(forkedFrom['step'])),
  );
  check('singletons', isSingletons(record['singletons']));
  check('startTime', isTime(record['startTime']));
}

/** Whose the run is here: as the server said that it was sent to, or as its page did. */
export function entityOf({ identity, record }: ArchivedRun): string {
  return checkName('entity', identity?.entity ?? record.entity ?? DEFAULT_ENTITY);
}

/** @throws SpoorError `bad-archive` unless the text is an object. */
export function parsed(text: string, parse: (text: string) => LineValue = parseLineExactly): Row {
  if (isTooDeep(text)) throw fault(`a line of it is nested more than ${MAX_NESTING} deep.`);
  let value;
  try {
    value = parse(text);
  } catch (cause) {
    throw fault('a line of it is not JSON.', cause);
  }
  if (!isRow(value)) throw fault('a line of it is not a JSON object.');
  return value;
}

function check(part: string, isGood: boolean): void {
  if (!isGood) throw fault(`its "${part}" is not what it should be.`);
}

function isDefinition(value: Value): boolean {
  if (!isRow(value)) return false;
  const { name, stepMetric, stepSync, hidden, isDefined, summary, goal } = value;
  if (
    !isText(name) ||
    !isTextOrNull(stepMetric) ||
    ![stepSync, hidden, isDefined].every((flag) => typeof flag === 'boolean')
  )
    return false;
  if (!Array.isArray(summary) || !summary.every((rule) => (SUMMARY_RULES as LineValue[]).includes(rule))) return false;
  return goal === null || goal === 'minimize' || goal === 'maximize';
}

function isSingletons(value: Value): boolean {
  return (
    value === undefined ||
    (isRow(value) && Object.entries(value).every(([type, values]) => isSingletonType(type) && isRow(values)))
  );
}

const MAX_TITLE_LENGTH = 256;
const MAX_TEXT_LENGTH = 16_384;

function isAlert(value: Value): boolean {
  if (!isRow(value)) return false;
  const { title, text, level, waitDuration, at } = value;
  if (
    !isText(title) ||
    title === '' ||
    title.length > MAX_TITLE_LENGTH ||
    !isText(text) ||
    text.length > MAX_TEXT_LENGTH
  )
    return false;
  return ['INFO', 'WARN', 'ERROR'].includes(level as string) && isNumber(waitDuration) && isTime(at);
}

function areCounts(value: Value, least: number): boolean {
  return (
    isRow(value) &&
    STREAM_NAMES.every((stream) => Number.isSafeInteger(value[stream]) && (value[stream] as number) >= least)
  );
}

function isText(value: Value): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: Value): boolean {
  return value === null || isText(value);
}

function isNumber(value: Value): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Unix milliseconds that a date can have. */
function isTime(value: Value): boolean {
  return isNumber(value) && (value as number) >= 0 && (value as number) <= 8.64e15;
}
