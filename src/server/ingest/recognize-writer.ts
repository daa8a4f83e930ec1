import { NO_LINES, type RowStream } from '../../wire/index';
import type { ServerRun, Writer } from '../store/port/store';
import type { Transaction } from '../store/port/transaction';
import { fingerprintOf } from './line-fingerprint';
import { wait, type Steps } from './coroutine';
import { ownerOf, renumberLines, type Chunk } from './renumber-lines';

/** The streams whose lines tell who has written them, by a time. */
const MARKED_STREAMS: readonly RowStream[] = ['history', 'events'];

/** Who has sent lines, and what it has printed before it was recognized, when that belongs elsewhere. */
interface Recognized {
  writer: Writer;
  moved: Moved | null;
}

/** Lines of the console that go to another place: those of the run from a number on are to be written anew. */
interface Moved {
  from: number;
  chunks: Chunk[];
}

/**
 * Whose lines these are: those of one that has sent them before, or of one that has not announced itself.
 *
 * @param printed how many lines of the console the run has.
 */
export function* recognizeWriter(
  tx: Transaction,
  run: ServerRun,
  writer: Writer,
  stream: RowStream,
  chunk: Chunk,
  printed: number,
): Steps<Recognized> {
  const itself = { writer, moved: null };
  const isShared = writer.client !== null;
  const owner = yield* ownerOf(tx, writer);
  const first = chunk.offset - writer.from[stream];
  if (first < 0) return itself;
  const mark = fingerprintOf(chunk.content[0]!, isShared);
  const [known] = yield* wait(tx.writers.stretches(owner.id, stream, first, first + 1));
  if (known && known.first <= first) {
    const [line] = yield* wait(tx.lines.at(run.id, stream, [known.number + first - known.first]));
    // W&B's client never changes a row that it has sent.
    if (isShared || !line || fingerprintOf(line.text, isShared) === mark) return itself;
    const another = yield* wait(tx.writers.create(run.id, null, NO_LINES, null));
    return yield* recognizeWriter(tx, run, another, stream, chunk, printed);
  }
  if (first > 0) return itself;
  const twin = yield* wait(tx.writers.withMark(run.id, stream, mark, owner.id));
  if (twin && !(yield* haveBoth(tx, owner, twin))) {
    if (writer.twin === null) return yield* join(tx, run, writer, twin, printed);
    // Two that were cut short have sent parts of it, each of another stream: they are one.
    const { moved } = yield* join(tx, run, twin, owner, printed);
    return { writer, moved };
  }
  yield* wait(tx.writers.setMark(owner.id, stream, mark));
  return itself;
}

/** Whether they differ for certain: each has lines of a stream, and the other's begin otherwise. */
function* haveBoth(tx: Transaction, writer: Writer, other: Writer): Steps<boolean> {
  for (const stream of MARKED_STREAMS) {
    const last = yield* wait(tx.writers.last(writer.id, stream));
    if (last && (yield* wait(tx.writers.last(other.id, stream)))) return true;
  }
  return false;
}

/**
 * Makes a writer the twin of an earlier one, because it sends the same lines again: it is that writer, started anew.
 * From now on both count as one. Where only the new one has sent lines of a stream, they become the earlier one's.
 */
function* join(tx: Transaction, run: ServerRun, writer: Writer, twin: Writer, printed: number): Steps<Recognized> {
  for (const stream of MARKED_STREAMS) {
    if (yield* wait(tx.writers.last(writer.id, stream))) yield* wait(tx.writers.give(writer.id, twin.id, stream));
  }
  yield* wait(tx.writers.setTwin(writer.id, twin.id));
  const joined = yield* wait(tx.writers.byId(writer.id));
  return { writer: joined, moved: yield* moveOutput(tx, run, joined, printed) };
}

/** What a writer has printed before it was recognized goes to where it lay already. */
function* moveOutput(tx: Transaction, run: ServerRun, writer: Writer, printed: number): Steps<Moved | null> {
  const [stretch] = yield* wait(tx.writers.stretches(writer.id, 'output', 0, Infinity));
  if (!stretch || stretch.number + stretch.length !== printed) return null;
  const { first, number, length } = stretch;
  const content = (yield* wait(tx.lines.range(run.id, 'output', number, length))).map(({ text }) => text);
  yield* wait(tx.lines.cut(run.id, 'output', number));
  yield* wait(tx.relays.rewritten(run.id, 'output', number));
  yield* wait(tx.writers.dropStretches(writer.id, 'output'));
  const chunk = { offset: first + writer.from.output, content };
  return { from: number, chunks: yield* renumberLines(tx, run, writer, 'output', chunk, number) };
}
