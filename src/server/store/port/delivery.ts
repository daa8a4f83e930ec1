import type { Row, StreamName } from '../../../wire/index';
import type { Line } from './line-store';
import type { ServerRun } from './run-store';

/** One file_stream request, checked. */
export interface Delivery {
  /** Who has sent it, when it numbers the lines on its own; without it, they have the numbers of the run. */
  writer?: { client: string | null };
  streams: { [stream in StreamName]?: { offset: number; content: string[] } };
  /** The whole summary as one line. */
  summary: string | null;
  /** How the run has ended; null while it goes on. */
  exitcode: number | null;
  /** The last sign of life of a page that is gone without an end; null otherwise. */
  interruptedAt: number | null;
  /** The run says that its machine is about to be taken away. */
  preempting?: boolean;
  receivedAt: number;
}

export interface Written {
  run: ServerRun;
  changes: LineChanges;
}

/** The lines that are new or differ from what was there. */
export interface LineChanges {
  history: LineChange[];
  events: LineChange[];
  output: Line[];
}

/** A line of a stream of rows before and after, parsed; null where there is none or it cannot be read. */
export interface LineChange {
  number: number;
  before: Row | null;
  after: Row | null;
}
