import { rowIn, STREAM_NAMES } from '../../wire/index';
import type { ServerRun } from '../store/port/store';
import type { Transaction } from '../store/port/transaction';
import { changeColumns } from './columns';
import { wait, type Steps } from './coroutine';
import { write } from './write';

/** Forgets the history after a step. See {@link Store.rewind}. */
export function* rewind(tx: Transaction, id: number, step: number, now: number): Steps<void> {
  const run = yield* wait(tx.runs.byId(id));
  if (!run) return;
  const { end, later } = yield* upTo(tx, run, step);
  const [from = end] = later;
  const cut = yield* wait(tx.lines.range(id, 'history', from, run.lineCounts.history));
  yield* changeColumns(
    tx,
    id,
    cut.map(({ number, text }) => ({ number, before: rowIn(text), after: null })),
  );
  for (const stream of STREAM_NAMES) {
    const first = stream === 'history' ? from : 0;
    yield* wait(tx.lines.cut(id, stream, first));
    yield* wait(tx.relays.rewritten(id, stream, first));
  }
  yield* wait(tx.writers.forget(id));
  yield* wait(tx.runs.beat(id, { history: from, events: 0, output: 0 }, null, now, false));
  // Where rows came out of order, those that stay close up.
  const content = cut.filter(({ number }) => number < end && !later.has(number)).map(({ text }) => text);
  yield* write(tx, id, {
    streams: { history: { offset: from, content } },
    summary: null,
    exitcode: null,
    interruptedAt: null,
    receivedAt: now,
  });
}

/**
 * Where the history up to a step ends, and which of the lines before are of later steps. A run that does not number its
 * steps goes by its lines.
 */
function* upTo(
  tx: Transaction,
  { id, lineCounts }: ServerRun,
  step: number,
): Steps<{ end: number; later: Set<number> }> {
  const { lines, values } = yield* wait(tx.columns.numbers(id, '_step'));
  if (lines.length === 0)
    return { end: Math.min(lineCounts.history, Math.max(0, Math.floor(step) + 1)), later: new Set() };
  const end = (lines[values.findLastIndex((value) => value <= step)] ?? -1) + 1;
  return { end, later: new Set(lines.filter((line, index) => line < end && values[index]! > step)) };
}
