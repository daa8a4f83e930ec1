import { valueAt, isRow, parseRow, parseLine, type LineValue, type Row } from '../../../wire/index';
import { unwrapConfig } from '../../../wire/wandb/index';
import { regularExpression } from '../../reading/pattern';
import { Refusal } from '../../trouble/refusal';
import { stateOf } from '../../runs/run-state';
import type { ListedRun, ServerRun } from '../../store/port/store';
import type { StoreView } from '../../store/port/store-view';

export interface RunChoice {
  /** A condition like MongoDB's over the fields of a run, as JSON. */
  filters?: string | null;
  /** A field, with `-` before it for the largest first. */
  order?: string | null;
}

/** The runs of a project that fit the filters, in the order asked for; the oldest first if none is. */
export async function chooseRuns(
  store: StoreView['runs'],
  project: number,
  { filters, order }: RunChoice,
  now: number,
): Promise<ListedRun[]> {
  const condition = conditionOf(filters);
  const field = (order ?? '').replace(/^[+-]/, '');
  const isByAge = field === '' || field === 'created_at';
  // Configs and summaries are read where they are asked about, and one at a time: those of a whole project may be more
  // than there is room for.
  const asksAboutTexts = /config|summary/.test(`${filters} ${order}`);
  const keyed: { run: ListedRun; value: LineValue | undefined }[] = [];
  for (const listed of await store.list(project)) {
    const run = asksAboutTexts ? await store.byId(listed.id) : listed;
    if (run && fits(condition, (name) => fieldOf(run, name, now)))
      keyed.push({ run: listed, value: isByAge ? listed.id : fieldOf(run, field, now) });
  }
  // A run that has no value, or NaN, is neither the best nor the worst: it comes last either way.
  const hasPlace = ({ value }: (typeof keyed)[number]) => value !== undefined && value !== null && !Number.isNaN(value);
  const ranked = keyed.filter(hasPlace).sort((a, b) => compare(a.value, b.value));
  if (order?.startsWith('-')) ranked.reverse();
  return [...ranked, ...keyed.filter((one) => !hasPlace(one))].map(({ run }) => run);
}

/** A condition like MongoDB's, of JSON; what is another thing asks for all. */
export function conditionOf(filters: string | null | undefined): Row {
  const condition = filters ? parseLine(filters) : {};
  return isRow(condition) ? condition : {};
}

/** Whether something has the fields that a condition wants. */
export function fits(condition: Row, valueOf: (field: string) => LineValue | undefined): boolean {
  return Object.entries(condition).every(([key, wanted]) => {
    if (key === '$and' || key === '$or' || key === '$nor') {
      const inner = Array.isArray(wanted) ? wanted.filter(isRow) : [];
      if (key === '$and') return inner.every((part) => fits(part, valueOf));
      return inner.some((part) => fits(part, valueOf)) === (key === '$or');
    }
    if (key === '$not') return isRow(wanted) && !fits(wanted, valueOf);
    const value = valueOf(key);
    return isRow(wanted) ? holdAll(wanted, value) : matches(value, wanted);
  });
}

function holdAll(operators: Row, value: LineValue | undefined): boolean {
  return Object.entries(operators).every(([operator, operand]) => holds(operator, value, operand));
}

function holds(operator: string, value: LineValue | undefined, operand: LineValue): boolean {
  switch (operator) {
    case '$eq':
      return matches(value, operand);
    case '$ne':
      return !matches(value, operand);
    case '$in':
      return Array.isArray(operand) && operand.some((one) => matches(value, one));
    case '$nin':
      return Array.isArray(operand) && !operand.some((one) => matches(value, one));
    case '$exists':
      return (value !== undefined) === Boolean(operand);
    case '$gt':
      return comparable(value, operand) && compare(value, operand) > 0;
    case '$gte':
      return comparable(value, operand) && compare(value, operand) >= 0;
    case '$lt':
      return comparable(value, operand) && compare(value, operand) < 0;
    case '$lte':
      return comparable(value, operand) && compare(value, operand) <= 0;
    case '$not':
      return isRow(operand) && !holdAll(operand, value);
    case '$regex':
      return typeof value === 'string' && regularExpression(operand).test(value);
    default:
      throw new Refusal(
        400,
        `The filter ${JSON.stringify(operator)} is not understood; choose one of $eq, $ne, $in, $nin, $exists, $gt, $gte, $lt, $lte, $not, $regex.`,
      );
  }
}

/** A list matches what it contains: that is how one asks for a tag. */
function matches(value: LineValue | undefined, wanted: LineValue): boolean {
  if (Array.isArray(value)) return value.some((one) => one === wanted);
  return (value ?? null) === wanted;
}

function comparable(a: LineValue | undefined, b: LineValue): boolean {
  return typeof a === typeof b && (typeof a === 'number' || typeof a === 'string');
}

/** For sorting: numbers come first, then strings, then all else. */
export function compare(a: LineValue | undefined, b: LineValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  const rank = (value: unknown) => (typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2);
  return rank(a) - rank(b);
}

function fieldOf(run: ListedRun | ServerRun, name: string, now: number): LineValue | undefined {
  const [root, ...path] = name.split('.');
  switch (root) {
    case 'config':
      return 'config' in run ? configAt(parseRow(run.config), path.join('.')) : undefined;
    case 'summary_metrics':
    case 'summaryMetrics':
      return 'summary' in run ? valueAt(parseRow(run.summary), path.join('.')) : undefined;
    case 'state':
      return stateOf(run, now);
    case 'display_name':
    case 'displayName':
      return run.displayName;
    case 'name':
      return run.name;
    case 'host':
      return run.host;
    case 'username':
      return run.entity;
    case 'group':
      return run.group;
    case 'job_type':
    case 'jobType':
      return run.jobType;
    case 'sweep':
      return run.sweep;
    case 'tags':
      return run.tags;
    case 'created_at':
    case 'createdAt':
      return new Date(run.createdAt).toISOString();
    case 'updated_at':
    case 'updatedAt':
      return new Date(run.updatedAt).toISOString();
    case 'heartbeat_at':
    case 'heartbeatAt':
      return new Date(run.heartbeatAt).toISOString();
    case 'duration':
      return (run.heartbeatAt - run.createdAt) / 1000;
    default:
      throw new Refusal(
        400,
        `Runs have no field ${JSON.stringify(name)} to filter or sort by; choose one such as state, name, displayName, tags, createdAt, config.lr or summaryMetrics.loss.`,
      );
  }
}

/** With or without the `value` that each key is wrapped in: `config.lr.value` and `config.lr` are both in use. */
function configAt(config: Row, path: string): LineValue | undefined {
  return valueAt(unwrapConfig(config), path) ?? valueAt(config, path);
}
