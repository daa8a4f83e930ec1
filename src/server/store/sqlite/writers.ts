import { STREAM_NAMES, type LineCounts, type RowStream, type StreamName } from '../../../wire/index';
import type { Stretch, Writer, WriterStore } from '../port/writer-store';
import type { Sql } from './sql';

/** The streams whose lines tell who has written them, by a time. */
const MARKED_STREAMS: readonly RowStream[] = ['history', 'events'];

interface WriterRow {
  id: number;
  client: string | null;
  twin: number | null;
  history: number;
  events: number;
  output: number;
  summary: string | null;
}

const SELECT = `SELECT id, client, twin_id AS twin, history_from AS history, events_from AS events, output_from AS output, summary FROM writers`;

const streamNumber = (stream: StreamName) => STREAM_NAMES.indexOf(stream);

/** The tables of writers and of where their lines lie. */
export class WriterTable implements WriterStore {
  readonly #byId;
  readonly #latest;
  readonly #before;
  readonly #lone;
  readonly #ofClient;
  readonly #any;
  readonly #insert;
  readonly #dropIdle;
  readonly #withMark;
  readonly #setMark;
  readonly #setTwin;
  readonly #setSummary;
  readonly #stretches;
  readonly #last;
  readonly #put;
  readonly #give;
  readonly #giveMark;
  readonly #dropStretches;
  readonly #forgetStretches;
  readonly #forget;

  constructor(sql: Sql) {
    this.#byId = sql.prepare<WriterRow>(`${SELECT} WHERE id = ?`);
    this.#latest = sql.prepare<WriterRow>(`${SELECT} WHERE run_id = ? AND client IS NULL ORDER BY id DESC LIMIT 1`);
    this.#before = sql.prepare<WriterRow>(
      `${SELECT} WHERE run_id = ? AND client IS NULL AND id < ? ORDER BY id DESC LIMIT 1`,
    );
    this.#lone = sql.prepare<WriterRow>(`${SELECT} WHERE run_id = ? AND client IS NULL ORDER BY id DESC LIMIT 8`);
    this.#ofClient = sql.prepare<WriterRow>(`${SELECT} WHERE run_id = ? AND client = ?`);
    this.#any = sql.prepare<{ id: number }>('SELECT id FROM writers WHERE run_id = ? LIMIT 1');
    this.#insert = sql.prepare(
      'INSERT INTO writers (run_id, client, history_from, events_from, output_from, summary) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#dropIdle = sql.prepare(
      `DELETE FROM writers WHERE run_id = ? AND client IS NULL AND twin_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM stretches WHERE writer_id = writers.id)`,
    );
    this.#withMark = Object.fromEntries(
      MARKED_STREAMS.map((stream) => [
        stream,
        sql.prepare<{ id: number }>(
          `SELECT id FROM writers WHERE run_id = ? AND ${stream}_mark = ? AND twin_id IS NULL AND id <> ? ORDER BY id LIMIT 1`,
        ),
      ]),
    );
    this.#setMark = Object.fromEntries(
      MARKED_STREAMS.map((stream) => [stream, sql.prepare(`UPDATE writers SET ${stream}_mark = ? WHERE id = ?`)]),
    );
    this.#setTwin = sql.prepare('UPDATE writers SET twin_id = ? WHERE id = ?');
    this.#setSummary = sql.prepare('UPDATE writers SET summary = ? WHERE id = ?');
    // The first of them is the one that may reach over the line.
    this.#stretches = sql.prepare<Stretch>(
      `SELECT first, number, length FROM stretches WHERE writer_id = ?1 AND stream = ?2 AND first < ?4
       AND first >= coalesce((SELECT max(first) FROM stretches WHERE writer_id = ?1 AND stream = ?2 AND first <= ?3), ?3) ORDER BY first`,
    );
    this.#last = sql.prepare<Stretch>(
      'SELECT first, number, length FROM stretches WHERE writer_id = ? AND stream = ? ORDER BY first DESC LIMIT 1',
    );
    this.#put = sql.prepare(
      'INSERT OR REPLACE INTO stretches (writer_id, stream, first, number, length) VALUES (?, ?, ?, ?, ?)',
    );
    this.#give = sql.prepare('UPDATE stretches SET writer_id = ? WHERE writer_id = ? AND stream = ?');
    this.#giveMark = Object.fromEntries(
      MARKED_STREAMS.map((stream) => [
        stream,
        sql.prepare(
          `UPDATE writers SET ${stream}_mark = (SELECT ${stream}_mark FROM writers WHERE id = ?) WHERE id = ?`,
        ),
      ]),
    );
    this.#dropStretches = sql.prepare('DELETE FROM stretches WHERE writer_id = ? AND stream = ?');
    this.#forgetStretches = sql.prepare(
      'DELETE FROM stretches WHERE writer_id IN (SELECT id FROM writers WHERE run_id = ?)',
    );
    this.#forget = sql.prepare('DELETE FROM writers WHERE run_id = ?');
  }

  byId(id: number): Writer {
    return toWriter(this.#byId.get(id))!;
  }

  latest(run: number): Writer | null {
    return toWriter(this.#latest.get(run));
  }

  before(run: number, { id }: Writer): Writer | null {
    return toWriter(this.#before.get(run, id));
  }

  lone(run: number): Writer[] {
    return this.#lone.all(run).map((row) => toWriter(row)!);
  }

  ofClient(run: number, client: string): Writer | null {
    return toWriter(this.#ofClient.get(run, client));
  }

  hasAny(run: number): boolean {
    return this.#any.get(run) !== undefined;
  }

  create(run: number, client: string | null, from: LineCounts, summary: string | null): Writer {
    return this.byId(this.#insert.run(run, client, from.history, from.events, from.output, summary));
  }

  dropIdle(run: number): void {
    this.#dropIdle.run(run);
  }

  withMark(run: number, stream: RowStream, mark: string, except: number): Writer | null {
    const found = this.#withMark[stream]!.get(run, mark, except);
    return found ? this.byId(found.id) : null;
  }

  setMark(writer: number, stream: RowStream, mark: string): void {
    this.#setMark[stream]!.run(mark, writer);
  }

  setTwin(writer: number, twin: number): void {
    this.#setTwin.run(twin, writer);
  }

  setSummary(writer: number, summary: string): void {
    this.#setSummary.run(summary, writer);
  }

  stretches(writer: number, stream: StreamName, from: number, end: number): Stretch[] {
    return this.#stretches
      .all(writer, streamNumber(stream), from, end)
      .filter(({ first, length }) => first + length > from);
  }

  last(writer: number, stream: StreamName): Stretch | null {
    return this.#last.get(writer, streamNumber(stream)) ?? null;
  }

  put(writer: number, stream: StreamName, { first, number, length }: Stretch): void {
    this.#put.run(writer, streamNumber(stream), first, number, length);
  }

  give(writer: number, other: number, stream: RowStream): void {
    this.#give.run(other, writer, streamNumber(stream));
    this.#giveMark[stream]!.run(writer, other);
  }

  dropStretches(writer: number, stream: StreamName): void {
    this.#dropStretches.run(writer, streamNumber(stream));
  }

  forget(run: number): void {
    this.#forgetStretches.run(run);
    this.#forget.run(run);
  }
}

function toWriter(row: WriterRow | undefined): Writer | null {
  if (!row) return null;
  const { id, client, twin, summary, history, events, output } = row;
  return { id, client, twin, summary, from: { history, events, output } };
}
