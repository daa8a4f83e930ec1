/**
 * What the dashboard asks of the server besides GraphQL. All answers are written by `formatLine` and must be read by `parseLine`,
 * because metrics may be NaN or infinite.
 *
 * - `GET /api/runs/{entity}/{project}/{run}/series?keys=a&keys=b&x=_step&points=1000&from=0` → {@link SeriesAnswer}
 * - `GET /api/runs/{entity}/{project}/{run}/rows?key=images&from=0&limit=200` → {@link RowsAnswer}, rows that have that key
 * - `GET /api/runs/{entity}/{project}/{run}/keys` → {@link KeysAnswer}
 * - `GET /api/live?entity=…&project=…[&run=…]` → server-sent events: `run` with a {@link RunChange}, `lines` with a {@link LinesChange}
 */
import type { LineValue, Row } from './line';

/** What kind of value a metric has had. A nested metric's key is its path, joined by dots. */
export type MetricKind = 'number' | 'text' | 'boolean' | 'list' | 'histogram' | 'image' | 'media';

export interface KeysAnswer {
  /** How many history lines the run has. */
  lineCount: number;
  keys: { key: string; kinds: MetricKind[]; count: number }[];
}

export interface SeriesAnswer {
  lineCount: number;
  series: Series[];
}

export interface Series {
  key: string;
  /** Positions on the x-axis, ascending. */
  x: number[];
  /** Values; NaN and infinities are real values. Reduced to the smallest and largest of each bucket when there are more than `points`. */
  y: number[];
  /** How many values there are in truth. */
  count: number;
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
}

/**
 * `pending` until somebody starts it, `running` while heartbeats come. `interrupted`: the page was closed without an end, or nothing has been heard for minutes; it may sleep or be
 * offline, and goes on when it is heard of again. `crashed`: nothing for days. The others are final until the run is resumed.
 */
export type RunState = 'pending' | 'running' | 'finished' | 'failed' | 'interrupted' | 'crashed';

/** New history lines. `values[key][i]` belongs to line `lines[i]`, null where the row lacks the key. Only numbers; other kinds are named in `others`. More changed lines at once than are worth naming come as `lines: []`: `lineCount` then tells that the series must be asked for again. */
export interface LinesChange {
  run: string;
  lineCount: number;
  lines: number[];
  values: { [key: string]: (number | null)[] };
  /** Keys of these lines whose values are not numbers: ask for their rows when they are on show. */
  others: string[];
}
