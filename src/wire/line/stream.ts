/** The streams of a run: each is a sequence of numbered lines. */
export type StreamName = 'history' | 'events' | 'output';

export const STREAM_NAMES: readonly StreamName[] = ['history', 'events', 'output'];

/** How many lines of each stream: what is written, what is acknowledged, where a stream begins. */
export type LineCounts = Record<StreamName, number>;

export const NO_LINES: Readonly<LineCounts> = { history: 0, events: 0, output: 0 };
