import { recordOf as plainRecord } from '../journal/entries';
import type { HistoryPage, OpenRequest } from '../../../src/thread/contract';
import { type Row, type RunIdentity, type RunRecord, parseRow } from '../../../src/wire/index';
import { Run, type RunStart } from '../../../src/run/run';
import { StatusReporter } from '../../../src/run/status/status-reporter';
import type { HistorySource } from '../../../src/run/history';
import type { Change } from '../../../src/link/pending-changes';
import type { Recorder as RealRecorder } from '../../../src/run/recorder';
import { textOf, type PendingRow } from '../../../src/link/pending-row';

export function recordOf(changes: Partial<RunRecord> = {}): RunRecord {
  return plainRecord({ baseUrl: 'http://127.0.0.1:1', startTime: Date.now(), ...changes });
}

export function requestOf(changes: Partial<OpenRequest> = {}): OpenRequest {
  return {
    record: recordOf(),
    writer: 'w1',
    isNew: true,
    again: null,
    deliver: false,
    hasToken: false,
    transmitInterval: 0,
    storageBudget: Infinity,
    resumeTimeout: 0,
    resume: 'allow',
    rewindTo: null,
    ...changes,
  };
}

/** Stands in for the journal: notes what a run hands over, and delivers nothing. */
export class Recorder implements RealRecorder {
  readonly rows: (string | PendingRow)[] = [];
  readonly lines: string[] = [];
  readonly nextSteps: number[] = [];
  readonly changes: Change[] = [];
  readonly exitCodes: number[] = [];
  identity: RunIdentity | null = null;
  openRow: () => string | null = () => null;
  delivered = true;

  watchOpenRow(read: () => string | null): void {
    this.openRow = read;
  }
  append(row: string | PendingRow, nextStep: number): void {
    this.rows.push(row);
    this.nextSteps.push(nextStep);
  }
  change(change: Change): void {
    this.changes.push(change);
  }
  readonly history: HistorySource = { waiting: () => this.page(), delivered: () => this.page() };
  async page(): Promise<HistoryPage> {
    return { lines: this.rows.map(String), next: null, isPart: false };
  }
  lastWords(): null {
    return null;
  }
  appendLines(stream: string, lines: string[]): void {
    this.lines.push(...lines.map((line) => `${stream}: ${line}`));
  }
  async flush(): Promise<void> {}
  async synced(): Promise<void> {}
  async close(): Promise<void> {}
  async finish(exitCode: number): Promise<boolean> {
    this.exitCodes.push(exitCode);
    return this.delivered;
  }

  /** The rows without their times, when all of them are there. */
  async logged(): Promise<Row[]> {
    const lines = await Promise.all(
      this.rows.map(async (row) => (typeof row === 'string' ? row : (await row.settled, textOf(row.draft!)))),
    );
    return lines.map(withoutTimes);
  }
}

export function withoutTimes(line: string): Row {
  const { _runtime: runtime, _timestamp: timestamp, ...row } = parseRow(line);
  if (typeof runtime !== 'number' || typeof timestamp !== 'number')
    throw new TypeError(`no times in ${line.slice(0, 200)}`);
  return row;
}

export function startRun(changes: Partial<RunStart> = {}): { run: Run; recorder: Recorder; reporter: StatusReporter } {
  const recorder = new Recorder();
  const reporter = new StatusReporter('online');
  const run = new Run(
    { record: recordOf(), step: 0, resumed: false, summary: {}, pinned: {}, ...changes },
    reporter,
    recorder,
  );
  return { run, recorder, reporter };
}
