import type { MetricKind } from '../../wire/index';
import { BLOCK_LINES, StoreRefusal, type LineChange } from '../store/port/store';
import type { ColumnChange, ColumnOf, Transaction } from '../store/port/transaction';
import { eachMetric } from './metric';
import { wait, type Steps } from './coroutine';

/** More than any honest run has; a run that invents keys keeps its lines and gets no further columns. */
export const MAX_COLUMNS = 10_000;
const MAX_KEY_LENGTH = 512;

/**
 * So many blocks may one request change: each takes as long, whether one line or a thousand lie in it. A body of W&B's
 * clients, of 10 MiB, stays below, even when each thousand lines of it have all of 10,000 keys.
 */
export const MAX_BLOCKS = 350_000;

/**
 * Brings the columns in line with changed lines.
 *
 * @throws StoreRefusal `too-many-keys` when more than so many blocks would change.
 */
export function* changeColumns(
  tx: Transaction,
  run: number,
  changes: LineChange[],
  mostBlocks = Infinity,
): Steps<void> {
  if (changes.length === 0) return;
  const columns = columnChanges(changes, yield* wait(tx.columns.finder(run)));
  if (columns.reduce((sum, column) => sum + countBlocks(column), 0) > mostBlocks) {
    throw new StoreRefusal(
      'too-many-keys',
      'The request has too many keys in too many lines; send fewer lines at a time.',
    );
  }
  yield* wait(tx.columns.change(columns));
}

/** About how many blocks are changed with it. */
function countBlocks({ removed, lines }: ColumnChange): number {
  const count = (numbers: number[]) => new Set(numbers.map((line) => Math.floor(line / BLOCK_LINES))).size;
  return Math.max(count(removed), count(lines));
}

/** What changes in which column when lines change. */
export function columnChanges(changes: LineChange[], columnOf: ColumnOf): ColumnChange[] {
  const columns: ColumnChange[] = [];
  // By kind, then by key: a name made of both for each value would cost more than the rest.
  const byKind: { [kind in MetricKind]?: Map<string, ColumnChange> } = {};
  let next = 0;
  const find = (key: string, kind: MetricKind) => {
    if (key.length > MAX_KEY_LENGTH) return undefined;
    const byKey = (byKind[kind] ??= new Map());
    let found = byKey.get(key);
    if (found) return found;
    const column = columnOf(key, kind);
    if (column === null) return undefined;
    found = { column, key, kind, removed: [], lines: [], values: [] };
    byKey.set(key, found);
    columns.push(found);
    return found;
  };
  const changeOf = (key: string, kind: MetricKind) => {
    // Rows mostly have the same keys in the same order.
    const likely = columns[next];
    const found = likely?.key === key && likely.kind === kind ? likely : find(key, kind);
    if (found) next++;
    return found;
  };
  for (const { number, before, after } of changes) {
    next = 0;
    if (before) eachMetric(before, (key, kind) => changeOf(key, kind)?.removed.push(number));
    if (!after) continue;
    next = 0;
    eachMetric(after, (key, kind, value) => {
      const change = changeOf(key, kind);
      change?.lines.push(number);
      change?.values.push(value);
    });
  }
  return columns;
}
