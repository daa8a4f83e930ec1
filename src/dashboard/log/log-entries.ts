import { countOf, formatCount } from '../format/number';
import { lastLoggedAt, startOf, stepOf } from '../run/timing';
import type { Run } from '../source/run';
import type { Alert } from '../source/source';

/** Something that happened to a run. */
export interface LogEntry {
  /** Unix milliseconds. */
  at: number;
  text: string;
  detail?: string;
  tone: 'plain' | 'good' | 'bad' | 'warning';
  /** Seen by this page as it happened, not told by the data. */
  seen?: boolean;
}

/** What is known of a run's life from what the server keeps of it. */
export function entriesOf(run: Run): LogEntry[] {
  const entries: LogEntry[] = [{ at: run.createdAt, text: 'The server first heard of this run', tone: 'plain' }];
  const loggedAt = lastLoggedAt(run);
  if (loggedAt !== null) {
    entries.push({ at: startOf(run), text: 'Started', detail: 'by the clock of the page that ran it', tone: 'plain' });
    const step = stepOf(run);
    entries.push({
      at: loggedAt,
      text: `Last of ${countOf(run.lineCount, 'row')} logged`,
      ...(step === null ? {} : { detail: `step ${formatCount(step)}` }),
      tone: 'plain',
    });
  }
  if (wasResumed(run))
    entries.push({ at: run.createdAt, text: 'Resumed at least once', detail: 'as its client says', tone: 'plain' });
  switch (run.state) {
    case 'running':
    case 'preempting':
      entries.push({ at: run.heartbeatAt, text: 'Last heartbeat', tone: 'good' });
      break;
    case 'finished':
      entries.push({ at: run.heartbeatAt, text: 'Finished', detail: exitText(run.exitCode ?? 0), tone: 'good' });
      break;
    case 'failed':
      entries.push({
        at: run.heartbeatAt,
        text: 'Failed',
        ...(run.exitCode === null ? {} : { detail: exitText(run.exitCode) }),
        tone: 'bad',
      });
      break;
    case 'killed':
      entries.push({
        at: run.heartbeatAt,
        text: 'Killed',
        detail:
          run.exitCode === null ? 'it was asked to stop, and fell silent' : `asked to stop; ${exitText(run.exitCode)}`,
        tone: 'bad',
      });
      break;
    case 'preempted':
      entries.push({
        at: run.heartbeatAt,
        text: 'Preempted',
        detail: 'its machine was taken away before it was done',
        tone: 'warning',
      });
      break;
    case 'interrupted':
      entries.push({
        at: run.heartbeatAt,
        text: 'Last sign of life',
        detail: 'the page was closed, sleeps or is offline; the rest comes when it is opened again',
        tone: 'warning',
      });
      break;
    case 'crashed':
      entries.push({ at: run.heartbeatAt, text: 'Last sign of life', detail: 'then nothing for a week', tone: 'bad' });
  }
  return entries;
}

/** What a live change of state means. */
export function entryOfChange(before: Run['state'], after: Run['state'], at: number): LogEntry {
  if (after === 'running') return { at, text: beginningAfter(before), tone: 'good', seen: true };
  if (after === 'preempting') return { at, text: 'About to be preempted', tone: 'warning', seen: true };
  if (after === 'preempted') return { at, text: 'Preempted', tone: 'warning', seen: true };
  if (after === 'pending') return { at, text: 'Waits to be started', tone: 'plain', seen: true };
  if (after === 'interrupted') return { at, text: 'Interrupted', tone: 'warning', seen: true };
  if (after === 'crashed') return { at, text: 'Given up', detail: 'nothing for a week', tone: 'bad', seen: true };
  return {
    at,
    text: { finished: 'Finished', failed: 'Failed', killed: 'Killed' }[after],
    tone: after === 'finished' ? 'good' : 'bad',
    seen: true,
  };
}

function beginningAfter(before: Run['state']): string {
  if (before === 'pending') return 'Started';
  return before === 'interrupted' || before === 'crashed' ? 'Heard of again' : 'Resumed';
}

const TONES: Record<Alert['severity'], LogEntry['tone']> = { INFO: 'plain', WARN: 'warning', ERROR: 'bad' };

/** What a run called people's attention to. */
export function entryOfAlert({ at, title, text, severity }: Alert): LogEntry {
  return { at, text: `Alert: ${title}`, ...(text !== '' && { detail: text }), tone: TONES[severity] };
}

function exitText(code: number): string {
  return `exit code ${code}`;
}

/** W&B's telemetry lists the features that a run used; 5 is "resumed". */
function wasResumed(run: Run): boolean {
  const telemetry = run.client['t'];
  if (typeof telemetry !== 'object' || telemetry === null || Array.isArray(telemetry)) return false;
  const features = telemetry['3'];
  return Array.isArray(features) && features.includes(5);
}

/** Clocks and networks are a little off; the same thing told twice within this time happened once. */
const SAME_MS = 10_000;

/** All entries, the latest first. What was seen live and is told by the data too is listed once. */
export function mergeEntries(told: readonly LogEntry[], seen: readonly LogEntry[]): LogEntry[] {
  const isTold = (entry: LogEntry) =>
    told.some((one) => one.text === entry.text && Math.abs(one.at - entry.at) < SAME_MS);
  return [...told, ...seen.filter((entry) => !isTold(entry))].sort((a, b) => b.at - a.at);
}
