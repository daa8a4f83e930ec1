import type { LineCounts, MetricKind, StreamName } from '../../../wire/index';
import type { Awaitable } from './awaitable';
import type { Column, NumberRange } from './column-store';
import type { Line } from './line-store';
import type { RunChanges, RunStore, ServerRun } from './run-store';
import type { WriterStore } from './writer-store';

/**
 * What the rules of ingestion ask of a store while one transaction is open. All of it happens or nothing, and nobody
 * else sees half of it. The rules wait for each answer (see `Steps`), so a store over a network can carry them out too.
 */
export interface Transaction {
  readonly runs: RunWriter;
  readonly lines: LineWriter;
  readonly columns: ColumnWriter;
  readonly writers: WriterStore;
  readonly relays: RelayWriter;
}

export interface RunWriter extends Pick<RunStore, 'byId' | 'reopen' | 'setState'> {
  create(project: number, name: string, changes: RunChanges, now: number): Awaitable<ServerRun>;
  /**
   * Notes a sign of life, and what came with it.
   *
   * @param changesRecord whether it counts as a change of the run's record.
   */
  beat(id: number, counts: LineCounts, summary: string | null, now: number, changesRecord: boolean): Awaitable<void>;
  /** Notes that the run is about to be preempted, until it begins anew. */
  preempt(id: number): Awaitable<void>;
}

/** A line, and what stood in its place; null where there was nothing. */
export interface ChangedLine extends Line {
  before: string | null;
}

export interface LineWriter {
  /**
   * Writes lines to their places and returns those that were not there word for word, with what stood in their place.
   *
   * @param count how many lines the stream has: from there on nothing can stand.
   */
  put(run: number, stream: StreamName, offset: number, content: string[], count: number): Awaitable<ChangedLine[]>;
  range(run: number, stream: StreamName, from: number, limit: number): Awaitable<Line[]>;
  at(run: number, stream: StreamName, numbers: Iterable<number>): Awaitable<Line[]>;
  /** Removes the lines from a number on. */
  cut(run: number, stream: StreamName, from: number): Awaitable<void>;
}

/** The column of a key, made if need be; null when the run has no room for one more. Answers at once. */
export type ColumnOf = (key: string, kind: MetricKind) => number | null;

/** What changes in one column: first some lines lose the key, then some have it, with these numbers. */
export interface ColumnChange {
  column: number;
  key: string;
  kind: MetricKind;
  removed: number[];
  lines: number[];
  values: number[];
}

export interface ColumnWriter {
  /** What finds the columns of a run. */
  finder(run: number): Awaitable<ColumnOf>;
  change(changes: ColumnChange[]): Awaitable<void>;
  numbers(run: number, key: string, range?: NumberRange): Awaitable<Column>;
}

export interface RelayWriter {
  /** Lines from a number on are others than they were: they are owed again to every other server. */
  rewritten(run: number, stream: StreamName, from: number): Awaitable<void>;
}
