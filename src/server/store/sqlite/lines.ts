import { STREAM_NAMES, type StreamName } from '../../../wire/index';
import type { Sql } from './sql';
import type { Line, LineStore } from '../port/line-store';
import type { ChangedLine, LineWriter } from '../port/transaction';

const streamNumber = (stream: StreamName) => STREAM_NAMES.indexOf(stream);

/**
 * A chunk holds at most so many lines, and no further line when its text is so long: to read one line is to read its
 * chunk.
 */
const CHUNK_LINES = 128;
const CHUNK_LENGTH = 64 * 1024;

/** So many chunks are read at a time. */
const READ = 16;

/** Lines that follow each other, from a number on. */
interface Chunk {
  number: number;
  lines: string[];
}

/** A chunk, or the gap between two. */
interface Stretch extends Chunk {
  /** The number after its last. */
  end: number;
}

/**
 * The table of lines. Those that came together lie together, as a list in JSON: a record for each line would cost four
 * times as much. No two chunks have a line in common, so writing a line twice leaves one.
 */
export class LineTable implements LineStore, LineWriter {
  readonly #put;
  readonly #from;
  readonly #at;
  readonly #next;
  readonly #last;
  readonly #cut;

  constructor(sql: Sql) {
    this.#put = sql.prepare('INSERT OR REPLACE INTO chunks (run_id, stream, number, lines) VALUES (?, ?, ?, ?)');
    const select = 'SELECT number, lines FROM chunks WHERE run_id = ?1 AND stream = ?2';
    // The first of them is the one that may reach over the line.
    this.#from = sql.prepare<StoredChunk>(
      `${select} AND number < ?4
       AND number >= coalesce((SELECT max(number) FROM chunks WHERE run_id = ?1 AND stream = ?2 AND number <= ?3), ?3)
       ORDER BY number LIMIT ${READ}`,
    );
    this.#at = sql.prepare<StoredChunk>(`${select} AND number <= ?3 ORDER BY number DESC LIMIT 1`);
    this.#next = sql.prepare<{ number: number }>(
      'SELECT number FROM chunks WHERE run_id = ?1 AND stream = ?2 AND number > ?3 ORDER BY number LIMIT 1',
    );
    this.#last = sql.prepare<StoredChunk>(`${select} ORDER BY number DESC LIMIT 1`);
    this.#cut = sql.prepare('DELETE FROM chunks WHERE run_id = ? AND stream = ? AND number >= ?');
  }

  put(run: number, stream: StreamName, offset: number, content: string[], count: number): ChangedLine[] {
    const changed: ChangedLine[] = [];
    const end = offset + content.length;
    let next = offset;
    const appendUpTo = (to: number) => {
      const lines = content.slice(next - offset, to - offset);
      this.#write(run, stream, next, lines);
      for (const text of lines) changed.push({ number: next++, text, before: null });
    };
    for (const chunk of offset < count ? [...this.#chunks(run, stream, offset, end)] : []) {
      if (next < chunk.number) appendUpTo(chunk.number);
      const known = changed.length;
      for (; next < end && next < chunk.number + chunk.lines.length; next++) {
        const text = content[next - offset]!;
        const before = chunk.lines[next - chunk.number]!;
        if (before === text) continue;
        changed.push({ number: next, text, before });
        chunk.lines[next - chunk.number] = text;
      }
      if (changed.length > known) this.#write(run, stream, chunk.number, chunk.lines);
    }
    if (next < end) appendUpTo(end);
    return changed;
  }

  range(run: number, stream: StreamName, from: number, limit: number, length = Infinity): Line[] {
    const found: Line[] = [];
    for (const { number, lines } of this.#chunks(run, stream, from, Infinity)) {
      for (let index = Math.max(0, from - number); index < lines.length; index++) {
        if (found.length >= limit || length < 0) return found;
        found.push({ number: number + index, text: lines[index]! });
        length -= lines[index]!.length;
      }
    }
    return found;
  }

  at(run: number, stream: StreamName, numbers: Iterable<number>, length = Infinity): Line[] {
    const found: Line[] = [];
    let stretch: Stretch | null = null;
    for (const number of numbers) {
      if (!stretch || number < stretch.number || number >= stretch.end)
        stretch = this.#stretchAround(run, stream, number);
      const text = stretch.lines[number - stretch.number];
      if (text === undefined) continue;
      found.push({ number, text });
      length -= text.length;
      if (length < 0) break;
    }
    return found;
  }

  last(run: number, stream: StreamName): Line | null {
    const [stored] = this.#last.all(run, streamNumber(stream));
    if (!stored) return null;
    const { number, lines } = chunkOf(stored);
    return { number: number + lines.length - 1, text: lines.at(-1)! };
  }

  cut(run: number, stream: StreamName, from: number): void {
    for (const { number, lines } of this.#chunks(run, stream, from, from + 1)) {
      if (number < from) this.#write(run, stream, number, lines.slice(0, from - number));
    }
    this.#cut.run(run, streamNumber(stream), from);
  }

  /**
   * Puts lines where none stand, or only those of a chunk that begins there: lines that have grown may fill more than
   * that one.
   */
  #write(run: number, stream: StreamName, offset: number, lines: string[]): void {
    let start = 0;
    let length = 0;
    for (const [index, line] of lines.entries()) {
      length += line.length;
      if (index + 1 < lines.length && index + 1 - start < CHUNK_LINES && length < CHUNK_LENGTH) continue;
      this.#put.run(run, streamNumber(stream), offset + start, JSON.stringify(lines.slice(start, index + 1)));
      start = index + 1;
      length = 0;
    }
  }

  #stretchAround(run: number, stream: StreamName, number: number): Stretch {
    const stored = this.#at.get(run, streamNumber(stream), number);
    const chunk = stored ? chunkOf(stored) : { number: 0, lines: [] };
    const end = chunk.number + chunk.lines.length;
    if (number < end) return { ...chunk, end };
    return { number: end, lines: [], end: this.#next.get(run, streamNumber(stream), number)?.number ?? Infinity };
  }

  /** The chunks that have lines from `from` on and before `end`. */
  *#chunks(run: number, stream: StreamName, from: number, end: number): Generator<Chunk> {
    for (let next = from; next < end;) {
      const stored = this.#from.all(run, streamNumber(stream), next, Math.min(end, Number.MAX_SAFE_INTEGER));
      for (const each of stored) {
        const chunk = chunkOf(each);
        // The one that begins before may end before, too.
        if (chunk.number + chunk.lines.length <= next) continue;
        next = chunk.number + chunk.lines.length;
        yield chunk;
      }
      if (stored.length < READ) return;
    }
  }
}

interface StoredChunk {
  number: number;
  lines: string;
}

function chunkOf({ number, lines }: StoredChunk): Chunk {
  return { number, lines: JSON.parse(lines) as string[] };
}
