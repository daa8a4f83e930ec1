import { STREAM_NAMES, type LineCounts, type StreamName } from '../../../wire/index';
import { markOf } from '../../ingest/line-mark';
import type { LineTable } from './lines';
import type { RelayTable } from './relays';
import type { Delivery, ServerRun } from '../port/store';
import { MARKED_STREAMS, type MarkedStream, type Stretch, type Writer, type WriterTable } from './writers';

/** Lines and where they belong in the run. */
export interface Chunk {
  offset: number;
  content: string[];
}

/** A request whose lines have their places. */
export interface Placed {
  chunks: Record<StreamName, Chunk[]>;
  /** How many lines the run has before they are written. */
  counts: LineCounts;
  /** Who has sent them; null for one that numbers the lines of the run themselves. */
  writer: Writer | null;
}

/**
 * Finds the places of lines that writers have numbered on their own. A line that a writer has sent before keeps its
 * place; a new one comes to the end of the run, whoever else writes it. So nothing overwrites what is another's, and
 * what is sent twice is there once. To be called in the transaction that writes the lines.
 */
export class Placing {
  readonly #lines: LineTable;
  readonly #writers: WriterTable;
  readonly #relays: RelayTable;

  constructor(lines: LineTable, writers: WriterTable, relays: RelayTable) {
    this.#lines = lines;
    this.#writers = writers;
    this.#relays = relays;
  }

  /** A writer announces itself. @param from see {@link Writer}. */
  open(run: ServerRun, client: string | null, from: LineCounts): void {
    // The answer may have been lost: it announces itself again.
    if (client !== null && this.#writers.ofClient(run.id, client)) return;
    this.#takeStock(run);
    if (client === null) this.#writers.dropIdle(run.id);
    // One that goes on with the run was told of its summary, and sends it with what is new.
    const goesOn = STREAM_NAMES.some((stream) => from[stream] > 0);
    this.#writers.create(run.id, client, from, goesOn ? run.summary : null);
  }

  place(run: ServerRun, { writer: sender, streams }: Delivery): Placed {
    const placed: Placed = {
      chunks: { history: [], events: [], output: [] },
      counts: { ...run.lineCounts },
      writer: null,
    };
    let writer = sender ? this.#writerOf(run, sender.client, streams) : null;
    for (const stream of STREAM_NAMES) {
      const chunk = streams[stream];
      if (!chunk || chunk.content.length === 0) continue;
      // Of what was printed nothing tells whether it came before: the rows that come with it do.
      if (writer && stream !== 'output') writer = this.#recognize(run, writer, stream, chunk, placed);
      placed.chunks[stream].push(
        ...(writer ? this.#place(run, writer, stream, chunk, endOf(placed, stream)) : [chunk]),
      );
    }
    return { ...placed, writer: writer && this.#ownerOf(writer) };
  }

  /** What a run had before anybody announced itself counts as one writer's. */
  #takeStock(run: ServerRun): void {
    if (this.#writers.hasAny(run.id) || STREAM_NAMES.every((stream) => run.lineCounts[stream] === 0)) return;
    const { id } = this.#writers.create(run.id, null);
    for (const stream of STREAM_NAMES) {
      const length = run.lineCounts[stream];
      if (length === 0) continue;
      this.#writers.put(id, stream, { first: 0, number: 0, length });
      const [line] = this.#lines.at(run.id, stream, [0]);
      if (line && stream !== 'output') this.#writers.setMark(id, stream, markOf(line.text, false));
    }
  }

  #writerOf(run: ServerRun, client: string | null, streams: Delivery['streams']): Writer | null {
    if (client !== null) {
      const known = this.#writers.ofClient(run.id, client);
      if (known) return known;
      this.#takeStock(run);
      return this.#writers.create(run.id, client);
    }
    const latest = this.#writers.latest(run.id);
    const stream = STREAM_NAMES.find((name) => streams[name]?.content.length);
    if (!latest || !stream) return latest;
    const { offset } = streams[stream]!;
    // One that came before may still be at work: then these are its next lines, and none that the latest could mean.
    if (offset - latest.from[stream] <= this.#end(latest, stream)) return latest;
    return this.#writers.lone(run.id).find((each) => offset - each.from[stream] === this.#end(each, stream)) ?? latest;
  }

  /** Whose lines these are: those of one that has sent them before, or of one that has not announced itself. */
  #recognize(run: ServerRun, writer: Writer, stream: MarkedStream, chunk: Chunk, placed: Placed): Writer {
    const isShared = writer.client !== null;
    const owner = this.#ownerOf(writer);
    const first = chunk.offset - writer.from[stream];
    if (first < 0) return writer;
    const mark = markOf(chunk.content[0]!, isShared);
    const [known] = this.#writers.stretches(owner.id, stream, first, first + 1);
    if (known && known.first <= first) {
      const [line] = this.#lines.at(run.id, stream, [known.number + first - known.first]);
      // W&B's client never changes a row that it has sent.
      if (isShared || !line || markOf(line.text, isShared) === mark) return writer;
      return this.#recognize(run, this.#writers.create(run.id, null), stream, chunk, placed);
    }
    if (first > 0) return writer;
    const twin = writer.twin === null ? this.#writers.withMark(run.id, stream, mark, writer.id) : null;
    if (twin && !this.#haveBoth(writer, twin)) return this.#join(run, writer, twin, placed);
    this.#writers.setMark(owner.id, stream, mark);
    return writer;
  }

  /** Whether they differ for certain: each has lines of a stream, and the other's begin otherwise. */
  #haveBoth(writer: Writer, other: Writer): boolean {
    return MARKED_STREAMS.some(
      (stream) => this.#writers.last(writer.id, stream) && this.#writers.last(other.id, stream),
    );
  }

  /**
   * A writer turns out to send what another has sent before. Of the other streams it may have sent lines that the other
   * had not come to.
   */
  #join(run: ServerRun, writer: Writer, twin: Writer, placed: Placed): Writer {
    for (const stream of MARKED_STREAMS)
      if (this.#writers.last(writer.id, stream)) this.#writers.give(writer.id, twin.id, stream);
    this.#writers.setTwin(writer.id, twin.id);
    const joined = this.#writers.byId(writer.id);
    this.#moveOutput(run, joined, placed);
    return joined;
  }

  /** What a writer has printed before it was recognized goes to where it lay already. */
  #moveOutput(run: ServerRun, writer: Writer, placed: Placed): void {
    const [stretch] = this.#writers.stretches(writer.id, 'output', 0, Infinity);
    if (!stretch || stretch.number + stretch.length !== placed.counts.output) return;
    const { first, number, length } = stretch;
    const content = this.#lines.range(run.id, 'output', number, length).map(({ text }) => text);
    this.#lines.cut(run.id, 'output', number);
    this.#relays.rewritten(run.id, 'output', number);
    placed.counts.output = number;
    this.#writers.dropStretches(writer.id, 'output');
    const chunk = { offset: first + writer.from.output, content };
    placed.chunks.output.push(...this.#place(run, writer, 'output', chunk, number));
  }

  /** @param count how many lines the run has; what is new comes after them. */
  #place(run: ServerRun, writer: Writer, stream: StreamName, { offset, content }: Chunk, count: number): Chunk[] {
    const from = writer.from[stream];
    if (offset < from) {
      // From before it went on with the run.
      const before = this.#writers.before(run.id, writer);
      const early = { offset, content: content.slice(0, from - offset) };
      const placed = before && writer.client === null ? this.#place(run, before, stream, early, count) : [early];
      if (early.content.length === content.length) return placed;
      const end = endAfter(placed, count);
      return [
        ...placed,
        ...this.#place(run, writer, stream, { offset: from, content: content.slice(from - offset) }, end),
      ];
    }
    const owner = this.#ownerOf(writer);
    const chunks: Chunk[] = [];
    const first = offset - from;
    let next = first;
    for (const stretch of this.#writers.stretches(owner.id, stream, first, first + content.length)) {
      if (next < stretch.first) break;
      const end = Math.min(stretch.first + stretch.length, first + content.length);
      chunks.push({ offset: stretch.number + next - stretch.first, content: content.slice(next - first, end - first) });
      next = end;
    }
    if (next < first + content.length) {
      chunks.push({
        offset: this.#append(owner, stream, next, first + content.length, count),
        content: content.slice(next - first),
      });
    }
    return chunks;
  }

  /** Gives new lines of a writer their place, and returns it. What it has left out may still come. */
  #append(owner: Writer, stream: StreamName, from: number, end: number, count: number): number {
    const last = this.#writers.last(owner.id, stream);
    const first = last ? last.first + last.length : from;
    const isAtEnd = last !== null && last.number + last.length === count;
    const stretch: Stretch = isAtEnd
      ? { ...last, length: end - last.first }
      : { first, number: count, length: end - first };
    this.#writers.put(owner.id, stream, stretch);
    return stretch.number + from - stretch.first;
  }

  #ownerOf(writer: Writer): Writer {
    return writer.twin === null ? writer : this.#writers.byId(writer.twin);
  }

  /** How many lines of a stream a writer has sent. */
  #end(writer: Writer, stream: StreamName): number {
    const last = this.#writers.last(writer.twin ?? writer.id, stream);
    return last ? last.first + last.length : 0;
  }
}

/** How many lines the run has once they are written. */
function endAfter(chunks: Chunk[], count: number): number {
  return chunks.reduce((end, { offset, content }) => Math.max(end, offset + content.length), count);
}

const endOf = ({ chunks, counts }: Placed, stream: StreamName) => endAfter(chunks[stream], counts[stream]);
