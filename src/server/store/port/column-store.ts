import type { MetricKind } from '../../../wire/index';
import type { Awaitable } from './awaitable';

/**
 * Columns are kept in blocks: what a key has had in so many lines lies together. A change costs as much as the blocks
 * that it touches.
 */
export const BLOCK_LINES = 1024;

export interface ColumnStore {
  /** Whether the run has as many columns as it can: keys that come now are in its lines only. */
  isFull(run: number): Awaitable<boolean>;
  keys(run: number): Awaitable<{ key: string; kind: MetricKind; count: number }[]>;
  /**
   * The numbers that a key has had, by line number. With `low` and `high`, at least those whose value lies between
   * them.
   */
  numbers(run: number, key: string, range?: NumberRange): Awaitable<Column>;
  /** The least and the greatest number that a key has had; null where there is none. */
  bounds(run: number, key: string): Awaitable<{ low: number; high: number } | null>;
  /** How a column ends; null where the key has never been of this kind. */
  end(run: number, key: string, kind: MetricKind): Awaitable<ColumnEnd | null>;
  /** Which lines have a key, whatever its kind, from a line on. */
  linesWith(run: number, key: string, from: number, limit: number): Awaitable<number[]>;
}

export interface NumberRange {
  /** The first line number. */
  from?: number;
  low?: number;
  high?: number;
}

/** The last line that has a key. */
export interface ColumnEnd {
  line: number;
  /** Null where the key is not a number. */
  value: number | null;
  /** Whether no number of the column is less than the one before it. */
  rises: boolean;
}

/** Numbers and the lines they belong to, ascending. */
export interface Column {
  lines: Float64Array;
  values: Float64Array;
}
