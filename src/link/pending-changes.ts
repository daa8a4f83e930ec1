import type { Alert, Row, RunRecord } from '../wire/index';
import type { SavedFile } from '../thread/draft';
import type { Batch } from '../thread/contract';

/** What holds until a later batch says otherwise. */
type Standing = Pick<Batch, 'record' | 'pinned'>;
/** What one batch says, and no later one. */
type Once = Pick<Batch, 'alerts' | 'files'>;

/** What is said beside the lines of a run. */
export interface Change {
  record?: Partial<RunRecord>;
  pinned?: Row;
  alert?: Alert;
  file?: SavedFile;
}

/** The changes of a run that wait to be posted. */
export class PendingChanges {
  /** How many were noted, and how many of them are posted. */
  noted = 0;
  posted = 0;
  #waiting: Standing & Once = {};
  /** The newest of what was posted: a batch that is given again must not bring back what it said at first. */
  #standing: Standing = {};

  get isDirty(): boolean {
    return this.posted < this.noted;
  }

  get alerts(): Alert[] {
    return this.#waiting.alerts ?? [];
  }

  note({ record, pinned, alert, file }: Change): void {
    const waiting = this.#waiting;
    if (record) waiting.record = { ...waiting.record, ...record };
    if (pinned) waiting.pinned = pinned;
    if (alert) waiting.alerts = [...this.alerts, alert];
    if (file) waiting.files = [...(waiting.files ?? []), file];
    this.noted++;
  }

  take(): Standing & Once {
    const taken = this.#waiting;
    const { record, pinned } = taken;
    this.#standing = { ...this.#standing, ...(record && { record }), ...(pinned && { pinned }) };
    this.#waiting = {};
    this.posted = this.noted;
    return taken;
  }

  /** What a batch says when it is posted again: the newest of what holds, and what it alone says. */
  again(once: Once): Standing & Once {
    return { ...this.#standing, ...once };
  }

  /** Drops the files that wait: the journal is full. Returns how many there were. */
  giveUpFiles(): number {
    const { files = [], ...rest } = this.#waiting;
    this.#waiting = rest;
    return files.length;
  }
}
