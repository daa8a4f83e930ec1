import type { JournalEntry } from '../../../src/journal/index';
import type { RunRecord } from '../../../src/wire/index';

export function recordOf(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'r1',
    project: 'p',
    entity: null,
    baseUrl: 'http://h',
    name: null,
    notes: null,
    tags: null,
    group: null,
    jobType: null,
    config: {},
    metrics: [],
    sweepId: null,
    client: {},
    startTime: 1,
    ...changes,
  };
}

let sequence = 0;

/** History lines from a number on, and the step after them; each is newer than the one before. */
export function entryOf(offset: number, lines: string[], changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    streams: { history: { offset, lines } },
    sequence: ++sequence,
    files: [],
    step: offset + lines.length,
    openRow: null,
    ...changes,
  };
}

/** The row of a number, as a line. */
export const line = (number: number): string => `{"n":${number},"_step":${number}}`;

export const linesFrom = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => line(from + i));
