import type { StreamName } from '../../wire/index';
import type { ServerRun, Stretch, Writer } from '../store/port/store';
import type { Transaction } from '../store/port/transaction';
import { wait, type Steps } from './coroutine';

/** Lines and where they belong in the run. */
export interface Chunk {
  offset: number;
  content: string[];
}

/**
 * The places of a writer's lines, which it has numbered on its own: those that it has sent before keep theirs.
 *
 * @param count how many lines the run has; what is new comes after them.
 */
export function* renumberLines(
  tx: Transaction,
  run: ServerRun,
  writer: Writer,
  stream: StreamName,
  { offset, content }: Chunk,
  count: number,
): Steps<Chunk[]> {
  const from = writer.from[stream];
  if (offset < from) {
    // From before it went on with the run.
    const before = yield* wait(tx.writers.before(run.id, writer));
    const early = { offset, content: content.slice(0, from - offset) };
    const placed =
      before && writer.client === null ? yield* renumberLines(tx, run, before, stream, early, count) : [early];
    if (early.content.length === content.length) return placed;
    const own = { offset: from, content: content.slice(from - offset) };
    return [...placed, ...(yield* renumberLines(tx, run, writer, stream, own, endAfter(placed, count)))];
  }
  const owner = yield* ownerOf(tx, writer);
  const chunks: Chunk[] = [];
  const first = offset - from;
  const last = first + content.length;
  let next = first;
  for (const stretch of yield* wait(tx.writers.stretches(owner.id, stream, first, last))) {
    if (next < stretch.first) break;
    const end = Math.min(stretch.first + stretch.length, last);
    chunks.push({ offset: stretch.number + next - stretch.first, content: content.slice(next - first, end - first) });
    next = end;
  }
  if (next < last) {
    const place = yield* append(tx, owner, stream, next, last, count);
    chunks.push({ offset: place, content: content.slice(next - first) });
  }
  return chunks;
}

/** Gives new lines of a writer their place, and returns it. What it has left out may still come. */
function* append(
  tx: Transaction,
  owner: Writer,
  stream: StreamName,
  from: number,
  end: number,
  count: number,
): Steps<number> {
  const last = yield* wait(tx.writers.last(owner.id, stream));
  const first = last ? last.first + last.length : from;
  const isAtEnd = last !== null && last.number + last.length === count;
  const stretch: Stretch = isAtEnd
    ? { ...last, length: end - last.first }
    : { first, number: count, length: end - first };
  yield* wait(tx.writers.put(owner.id, stream, stretch));
  return stretch.number + from - stretch.first;
}

/**
 * The writer under which lines of this one are stored: its twin, where it was recognized as one that had been here
 * before (see `recognizeWriter`). The twin may have been recognized in turn.
 */
export function* ownerOf(tx: Transaction, writer: Writer): Steps<Writer> {
  let owner = writer;
  while (owner.twin !== null) owner = yield* wait(tx.writers.byId(owner.twin));
  return owner;
}

/** How many lines of a stream a writer has sent. */
export function* endOf(tx: Transaction, writer: Writer, stream: StreamName): Steps<number> {
  const last = yield* wait(tx.writers.last((yield* ownerOf(tx, writer)).id, stream));
  return last ? last.first + last.length : 0;
}

/** How many lines the run has once they are written. */
export function endAfter(chunks: Chunk[], count: number): number {
  return chunks.reduce((end, { offset, content }) => Math.max(end, offset + content.length), count);
}
