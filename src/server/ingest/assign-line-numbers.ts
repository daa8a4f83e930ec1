import { NO_LINES, STREAM_NAMES, type LineCounts, type StreamName } from '../../wire/index';
import type { Delivery, ServerRun, Writer } from '../store/port/store';
import type { Transaction } from '../store/port/transaction';
import { fingerprintOf } from './line-fingerprint';
import { recognizeWriter } from './recognize-writer';
import { wait, type Steps } from './coroutine';
import { endAfter, endOf, ownerOf, renumberLines, type Chunk } from './renumber-lines';

/** A request whose lines have their places. */
export interface NumberedRequest {
  chunks: Record<StreamName, Chunk[]>;
  /** How many lines the run has before they are written. */
  counts: LineCounts;
  /** Who has sent them; null for one that numbers the lines of the run themselves. */
  writer: Writer | null;
}

/** A writer announces itself. See {@link Store.open}. @param from see {@link Writer}. */
export function* openWriter(tx: Transaction, id: number, client: string | null, from: LineCounts): Steps<void> {
  const run = yield* wait(tx.runs.byId(id));
  // The answer may have been lost: it announces itself again.
  if (!run || (client !== null && (yield* wait(tx.writers.ofClient(id, client))))) return;
  yield* takeStock(tx, run);
  if (client === null) yield* wait(tx.writers.dropIdle(id));
  // One that goes on with the run was told of its summary, and sends it with what is new.
  const goesOn = STREAM_NAMES.some((stream) => from[stream] > 0);
  yield* wait(tx.writers.create(id, client, from, goesOn ? run.summary : null));
}

/**
 * Finds the places of lines that writers have numbered on their own. A line that a writer has sent before keeps its
 * place; a new one comes to the end of the run, whoever else writes it. So nothing overwrites what is another's, and
 * what is sent twice is there once.
 */
export function* assignLineNumbers(
  tx: Transaction,
  run: ServerRun,
  { writer: sender, streams }: Delivery,
): Steps<NumberedRequest> {
  const chunks: NumberedRequest['chunks'] = { history: [], events: [], output: [] };
  const counts = { ...run.lineCounts };
  let writer = sender ? yield* writerOf(tx, run, sender.client, streams) : null;
  for (const stream of STREAM_NAMES) {
    const chunk = streams[stream];
    if (!chunk || chunk.content.length === 0) continue;
    // Of what was printed nothing tells whether it came before: the rows that come with it do.
    if (writer && stream !== 'output') {
      const { writer: known, moved } = yield* recognizeWriter(tx, run, writer, stream, chunk, counts.output);
      writer = known;
      if (moved) {
        counts.output = moved.from;
        chunks.output.push(...moved.chunks);
      }
    }
    const count = endAfter(chunks[stream], counts[stream]);
    chunks[stream].push(...(writer ? yield* renumberLines(tx, run, writer, stream, chunk, count) : [chunk]));
  }
  return { chunks, counts, writer: writer && (yield* ownerOf(tx, writer)) };
}

/** What a run had before anybody announced itself counts as one writer's. */
function* takeStock(tx: Transaction, run: ServerRun): Steps<void> {
  if (STREAM_NAMES.every((stream) => run.lineCounts[stream] === 0) || (yield* wait(tx.writers.hasAny(run.id)))) return;
  const { id } = yield* wait(tx.writers.create(run.id, null, NO_LINES, null));
  for (const stream of STREAM_NAMES) {
    const length = run.lineCounts[stream];
    if (length === 0) continue;
    yield* wait(tx.writers.put(id, stream, { first: 0, number: 0, length }));
    if (stream === 'output') continue;
    const [line] = yield* wait(tx.lines.at(run.id, stream, [0]));
    if (line) yield* wait(tx.writers.setMark(id, stream, fingerprintOf(line.text, false)));
  }
}

function* writerOf(
  tx: Transaction,
  run: ServerRun,
  client: string | null,
  streams: Delivery['streams'],
): Steps<Writer | null> {
  if (client !== null) {
    const known = yield* wait(tx.writers.ofClient(run.id, client));
    if (known) return known;
    yield* takeStock(tx, run);
    return yield* wait(tx.writers.create(run.id, client, NO_LINES, null));
  }
  const latest = yield* wait(tx.writers.latest(run.id));
  const stream = STREAM_NAMES.find((name) => streams[name]?.content.length);
  if (!latest || !stream) return latest;
  const { offset } = streams[stream]!;
  // One that came before may still be at work: then these are its next lines, and none that the latest could mean.
  if (offset - latest.from[stream] <= (yield* endOf(tx, latest, stream))) return latest;
  for (const each of yield* wait(tx.writers.lone(run.id)))
    if (offset - each.from[stream] === (yield* endOf(tx, each, stream))) return each;
  return latest;
}
