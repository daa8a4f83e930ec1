/** The streams of a run: each is a sequence of numbered lines. */
export type StreamName = 'history' | 'events' | 'output';

export const STREAM_NAMES: readonly StreamName[] = ['history', 'events', 'output'];

/** Under which name a stream travels in a file_stream request (wandb-core, `filestream.go`). */
export const STREAM_FILES: Record<StreamName, string> = {
  history: 'wandb-history.jsonl',
  events: 'wandb-events.jsonl',
  output: 'output.log',
};

/** The summary travels beside the streams: one line, replaced as a whole. */
export const SUMMARY_FILE = 'wandb-summary.json';

/** How many lines of each stream: what is written, what is acknowledged, where a stream begins. */
export type LineCounts = Record<StreamName, number>;

export const NO_LINES: Readonly<LineCounts> = { history: 0, events: 0, output: 0 };
