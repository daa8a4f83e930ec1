/**
 * What the dashboard asks of the server besides GraphQL. All answers are written by `formatLine` and must be read by
 * `parseLine`, because metrics may be NaN or infinite.
 *
 * - `GET /api/runs/{entity}/{project}/{run}/series?keys=a&keys=b&x=_step&points=1000&from=0[&stream=events]` → {@link
 *   SeriesAnswer}
 * - `GET /api/runs/{entity}/{project}/{run}/rows?key=images&from=0&limit=200` → {@link RowsAnswer}, rows that have
 *   that key
 * - `GET /api/runs/{entity}/{project}/{run}/keys[?stream=events]` → {@link KeysAnswer}
 * - `GET /api/live?entity=…&project=…[&run=…]` → server-sent events: `run` with a {@link RunChange}, `lines` with a
 *   {@link LinesChange}; to those who listen to one run also lines of its events, and `console` with a {@link
 *   ConsoleChange}
 */
import type { AlertLevel } from './alert';
import type { LineValue, Row } from './line/line';

/** The streams whose lines are rows. */
export type RowStream = 'history' | 'events';

/** What kind of value a metric has had. A nested metric's key is its path, joined by dots. */
export type MetricKind = 'number' | 'text' | 'boolean' | 'list' | 'histogram' | 'image' | 'media';

export interface KeysAnswer {
  /** How many lines the stream has. */
  lineCount: number;
  keys: { key: string; kinds: MetricKind[]; count: number }[];
  /** Whether the run has as many metrics as the server draws: further ones are in its rows only. */
  isFull: boolean;
}

export interface SeriesAnswer {
  lineCount: number;
  series: Series[];
}

/** The x-axes that every run has: its own count and its clocks. */
export const OWN_AXES = ['_step', '_runtime', '_timestamp'] as const;
export type OwnAxis = (typeof OWN_AXES)[number];

/**
 * Over its own axes a run only goes forward, so that rows which come late are put where they belong. A metric may also
 * fall: over it, a line goes as it was logged.
 */
export function isOwnAxis(axis: string): axis is OwnAxis {
  return (OWN_AXES as readonly string[]).includes(axis);
}

export interface Series {
  key: string;
  /**
   * Positions on the x-axis: over an {@link OwnAxis} ascending, equal ones in the order in which they were logged; over
   * a metric all in that order.
   */
  x: number[];
  /**
   * Values; NaN and infinities are real values. Reduced to the smallest and largest of each bucket when there are more
   * than `points`.
   */
  y: number[];
  /** How many values there are in truth. */
  count: number;
  /** The value that was logged last, wherever its position is; null when there is none. */
  last: number | null;
}

export interface RowsAnswer {
  rows: { line: number; step: number | null; value: LineValue }[];
  /** Give it as `from` to read on; null at the end. */
  next: number | null;
}

/** The state of a run, as lists show it. Sent when any part of it has changed. */
export interface RunChange {
  entity: string;
  project: string;
  run: string;
  displayName: string;
  state: RunState;
  heartbeatAt: string;
  lineCount: number;
  summary: Row;
  /**
   * Counts the changes of what is not a line: another one than before means that config, tags or notes may be others.
   */
  revision: number;
  urgent: UrgentAlerts | null;
}

/** What a run calls people's attention to: its alerts of the levels WARN and ERROR. */
export interface UrgentAlerts {
  count: number;
  /** The highest of them. */
  level: AlertLevel;
  /** The title of the last one, and when the server got it, in Unix milliseconds. */
  title: string;
  at: number;
}

/**
 * `pending` until somebody starts it, `running` while heartbeats come. `interrupted`: the page was closed without an
 * end, or nothing has been heard for minutes; it may sleep or be offline, and goes on when it is heard of again.
 * `crashed`: nothing for days. `killed`: somebody asked it to stop, and it did not come to its end. `preempting`: it
 * runs, and has said that its machine is about to be taken away; `preempted`: it then ended before it was done, or fell
 * silent. The others are final until the run is resumed.
 */
export const RUN_STATES = [
  'pending',
  'running',
  'preempting',
  'finished',
  'failed',
  'killed',
  'preempted',
  'interrupted',
  'crashed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** The states of runs that somebody is at work on. */
export const STATES_AT_WORK: readonly RunState[] = ['running', 'preempting'];

/**
 * New lines of a stream of rows. `values[key][i]` belongs to line `lines[i]`, null where the row lacks the key. Only
 * numbers; other kinds are named in `others`. More changed lines at once than are worth naming come as `lines: []`:
 * `lineCount` then tells that the series must be asked for again.
 */
export interface LinesChange {
  run: string;
  stream: RowStream;
  lineCount: number;
  lines: number[];
  values: { [key: string]: (number | null)[] };
  /** Keys of these lines whose values are not numbers: ask for their rows when they are on show. */
  others: string[];
}

/** A line that a run printed. */
export interface ConsoleLine {
  number: number;
  text: string;
  /** UTC without a zone letter, as W&B's clients write it; null when the line has none. */
  timestamp: string | null;
  isError: boolean;
}

/**
 * Lines of the console that are new or were written anew, as progress bars are. More than are worth sending come as
 * `lines: []`: `from` tells from which one on to ask.
 */
export interface ConsoleChange {
  run: string;
  lineCount: number;
  from: number;
  lines: ConsoleLine[];
}
