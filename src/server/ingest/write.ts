import { rowIn, STREAM_NAMES } from '../../wire/index';
import type { ChangedLine, Transaction } from '../store/port/transaction';
import type { Delivery, LineChanges, ServerRun, Writer, Written } from '../store/port/store';
import { changeColumns, MAX_BLOCKS } from './columns';
import { checkLineNumbers } from './line-limits';
import { assignLineNumbers } from './assign-line-numbers';
import { stateAfter } from './run-end';
import { wait, type Steps } from './coroutine';
import { summaryAfter } from './writer-summary';

/** Carries out one file_stream request; null when the run does not exist. See {@link Store.write}. */
export function* write(tx: Transaction, id: number, delivery: Delivery): Steps<Written | null> {
  const run = yield* wait(tx.runs.byId(id));
  if (!run) return null;
  const { chunks, counts, writer } = yield* assignLineNumbers(tx, run, delivery);
  const changes: LineChanges = { history: [], events: [], output: [] };
  let hasNewLines = false;
  for (const stream of STREAM_NAMES) {
    for (const { offset, content } of chunks[stream]) {
      checkLineNumbers(stream, offset, content.length, counts[stream]);
      const changed = yield* wait(tx.lines.put(id, stream, offset, content, counts[stream]));
      counts[stream] = Math.max(counts[stream], offset + content.length);
      const [first] = changed;
      if (!first) continue;
      hasNewLines = true;
      if (first.number < run.lineCounts[stream]) yield* wait(tx.relays.rewritten(id, stream, first.number));
      if (stream === 'output') for (const { number, text } of changed) changes.output.push({ number, text });
      else for (const line of changed) changes[stream].push(changeOf(line));
    }
  }
  yield* changeColumns(tx, id, changes.history, MAX_BLOCKS);
  const summary = yield* runSummary(tx, run, delivery, writer);
  const isRecordChanged = !hasNewLines && (summary ?? run.summary) !== run.summary;
  yield* wait(tx.runs.beat(id, counts, summary, lastWordOf(delivery), isRecordChanged));
  if (delivery.preempting) yield* wait(tx.runs.preempt(id));
  const isLonger = STREAM_NAMES.some((stream) => counts[stream] > run.lineCounts[stream]);
  const state = stateAfter(run, delivery, isLonger);
  if (state === 'running') yield* wait(tx.runs.reopen(id, delivery.receivedAt));
  else if (state) yield* wait(tx.runs.setState(id, state, delivery.exitcode, delivery.receivedAt));
  return { run: (yield* wait(tx.runs.byId(id)))!, changes };
}

/**
 * When the writer was alive last. A page may say any number, so it is kept between 0 and now. It may lie before the run
 * was made on this server: the run of a page that was offline is delivered long after.
 */
function lastWordOf({ interruptedAt, receivedAt }: Delivery): number {
  return Math.min(Math.max(interruptedAt ?? receivedAt, 0), receivedAt);
}

/** The summary of the run, with what a delivery says of it; null when that leaves it as it is. */
function* runSummary(
  tx: Transaction,
  { summary }: ServerRun,
  { summary: said }: Delivery,
  writer: Writer | null,
): Steps<string | null> {
  if (said === null || rowIn(said) === null) return null;
  if (!writer) return said;
  yield* wait(tx.writers.setSummary(writer.id, said));
  return summaryAfter(summary, writer.summary, said);
}

/** A line that is not a row is kept as it is, and has no columns. */
function changeOf({ number, text, before }: ChangedLine) {
  return { number, before: before === null ? null : rowIn(before), after: rowIn(text) };
}
