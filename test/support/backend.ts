import type { Delivery, DeliveryAnswer, ResumeStatus, RewindBackend } from '../../src/backend/backend';
import {
  DeliveryError,
  parseRow,
  type Alert,
  type Origins,
  type ProblemCode,
  type Row,
  type RunIdentity,
  type RunRecord,
  type StreamName,
} from '../../src/wire/index';

export type Operation = 'resume' | 'upsert' | 'rewind' | 'send' | 'alert' | 'upload';

/**
 * What befalls a request: it is lost before the server has it, its answer is lost after the server has stored it, or it
 * is delayed: it counts as lost and is stored after others that were sent later.
 */
export type Fault = { when: 'before' | 'after' | 'late'; code?: ProblemCode; retryAfter?: number };

export interface StoredRun {
  record: RunRecord;
  lines: { [stream in StreamName]?: string[] };
  summary: Row;
  files: Map<string, string>;
  /** The codes of the ends that were stored. */
  exits: number[];
  alerts: Alert[];
  /** Ended, and not introduced again since: a page that opens the run again says so first. */
  isEnded: boolean;
}

/**
 * A server in memory: stores lines by their numbers, as the real one does, and notes what no client may do. Faults are
 * asked for before each request.
 */
export class ModelBackend implements RewindBackend {
  readonly runs = new Map<string, StoredRun>();
  readonly requests: { operation: Operation; delivery?: Delivery }[] = [];
  /** Gaps, lines that were changed, new lines after the end. */
  readonly violations: string[] = [];
  /** A request has come whose rows, and more, were there: its summary is older than the one before. */
  wasOvertaken = false;
  fault: (operation: Operation, delivery?: Delivery) => Fault | null = () => null;
  answer: DeliveryAnswer = { isStopped: false };
  /** Acknowledges and stores nothing: for tests that must fail then. */
  isForgetful = false;
  /** Whether a fork is given the lines of its parent. W&B's own servers keep them apart. */
  givesHistory = true;
  #late: (() => void)[] = [];

  resume({ id }: RunRecord): Promise<ResumeStatus | null> {
    return this.#serve('resume', undefined, () => {
      const run = this.runs.get(id);
      if (!run) return null;
      const count = (stream: StreamName) => run.lines[stream]?.length ?? 0;
      return {
        identity: identityOf(run.record),
        lines: { history: count('history'), events: count('events'), output: count('output') },
        step: count('history'),
        config: run.record.config,
        metrics: run.record.metrics,
        singletons: run.record.singletons ?? {},
        summary: run.summary,
        origins: run.record.client['origins'] as Origins | undefined,
        forkedFrom: run.record.forkedFrom,
      };
    });
  }

  upsert(record: RunRecord): Promise<RunIdentity> {
    const copy = structuredClone(record);
    return this.#serve('upsert', undefined, () => {
      const known = this.runs.get(copy.id);
      if (known) Object.assign(known, { record: copy, isEnded: false });
      else
        this.runs.set(copy.id, {
          record: copy,
          lines: this.#inherited(copy),
          summary: {},
          files: new Map(),
          exits: [],
          alerts: [],
          isEnded: false,
        });
      return identityOf(copy);
    });
  }

  rewind({ id }: RunRecord, step: number): Promise<void> {
    return this.#serve('rewind', undefined, () => {
      const { lines } = this.runs.get(id)!;
      const kept = this.history(id).findLastIndex((line) => isUpTo(line, step)) + 1;
      for (const stream of Object.keys(lines) as StreamName[])
        lines[stream] = stream === 'history' ? lines[stream]!.slice(0, kept) : [];
    });
  }

  send(_run: RunIdentity, runId: string, delivery: Delivery): Promise<DeliveryAnswer> {
    const copy = structuredClone(delivery);
    return this.#serve('send', copy, () => {
      const run = this.runs.get(runId);
      if (!run) throw new DeliveryError('not-found', 'no such run');
      if (!this.isForgetful) this.#store(run, copy);
      return this.answer;
    });
  }

  alert(_run: RunIdentity, runId: string, alert: Alert): Promise<void> {
    return this.#serve('alert', undefined, () => void this.runs.get(runId)!.alerts.push(alert));
  }

  upload(_run: RunIdentity, runId: string, file: { path: string; type: string; bytes: ArrayBuffer }): Promise<void> {
    const text = new TextDecoder().decode(file.bytes);
    return this.#serve('upload', undefined, () => void this.runs.get(runId)!.files.set(file.path, text));
  }

  /** The history of a run, as it was stored. */
  history(runId: string): string[] {
    return this.runs.get(runId)?.lines.history ?? [];
  }

  /** What is still under way arrives. */
  arrive(): void {
    for (const store of this.#late.splice(0)) store();
  }

  #inherited({ forkedFrom }: RunRecord): StoredRun['lines'] {
    if (!forkedFrom || !this.givesHistory) return {};
    return { history: this.history(forkedFrom.run).filter((line) => isUpTo(line, forkedFrom.step)) };
  }

  #store(run: StoredRun, { streams = {}, summary, exit }: Delivery): void {
    if (summary !== undefined) run.summary = parseRow(summary);
    for (const [stream, { offset, lines: content }] of Object.entries(streams)) {
      const lines = (run.lines[stream as StreamName] ??= []);
      this.wasOvertaken ||= offset + content.length < lines.length;
      if (offset > lines.length) this.violations.push(`gap in ${stream}: ${offset} after ${lines.length} lines`);
      if (run.isEnded && offset + content.length > lines.length)
        this.violations.push(`new lines in ${stream} after the end`);
      content.forEach((line, i) => {
        const stored = lines[offset + i];
        if (stored !== undefined && stored !== line)
          this.violations.push(`line ${offset + i} of ${stream} was changed: ${stored} → ${line}`);
        lines[offset + i] = line;
      });
    }
    if (exit === undefined) return;
    run.exits.push(exit);
    run.isEnded = true;
  }

  async #serve<T>(operation: Operation, delivery: Delivery | undefined, work: () => T): Promise<T> {
    this.requests.push({ operation, ...(delivery && { delivery }) });
    const fault = this.fault(operation, delivery);
    // A network is never as quick as a promise.
    await Promise.resolve();
    const failure =
      fault && new DeliveryError(fault.code ?? 'unreachable', `fault: ${fault.when}`, { retryAfter: fault.retryAfter });
    if (fault?.when === 'late') this.#late.push(() => void work());
    if (fault && fault.when !== 'after') throw failure!;
    const answer = work();
    await Promise.resolve();
    if (failure) throw failure;
    return answer;
  }
}

function isUpTo(line: string, step: number): boolean {
  return Number(parseRow(line)['_step']) <= step;
}

function identityOf({ id, entity, project, name }: RunRecord): RunIdentity {
  return { storageId: `id of ${id}`, entity: entity ?? 'me', project, displayName: name ?? 'calm-lake-1' };
}
