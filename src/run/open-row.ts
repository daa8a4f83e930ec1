import { formatNumber, joinDraft, MAX_LINE_BYTES, type ProblemCode } from '../wire/index';
import { encode, isPending, isTooLong, type Fragment, type Pending } from '../values/index';
import type { Slot } from '../worker/slot';

/** Keys that Spoor writes itself. */
const OWN_KEYS = new Set(['_step', '_runtime', '_timestamp', '_wandb']);

/** JSON of keys, made once: a run logs the same few for ever. */
const labels = new Map<string, string>();

/** When a row was committed, as it says of itself. */
export interface RowTime {
  /** Seconds since the run began. */
  runtime: number;
  /** Unix time in seconds. */
  timestamp: number;
}

/** The row that `log()` is filling. Each value is frozen as text, or held, when it is added. */
export class OpenRow {
  readonly step: number;
  readonly #fragments = new Map<string, Fragment>();
  #hasPending = false;
  readonly #drop: (reason: ProblemCode, key: string, detail: string) => void;

  constructor(step: number, drop: (reason: ProblemCode, key: string, detail: string) => void) {
    this.step = step;
    this.#drop = drop;
  }

  get isEmpty(): boolean {
    return this.#fragments.size === 0;
  }

  /** Adds values; a key that is there already is replaced. */
  add(data: Record<string, unknown>): void {
    for (const key of Object.keys(data)) {
      const value = data[key];
      if (OWN_KEYS.has(key)) {
        this.#drop('unsupported-value', key, 'this key is written by Spoor itself');
        continue;
      }
      const fragment = typeof value === 'number' ? formatNumber(value) : encode(value, { key, step: this.step, drop: this.#drop });
      if (fragment === undefined) continue;
      this.#fragments.set(key, fragment);
      if (isPending(fragment)) this.#hasPending = true;
    }
  }

  /** The fragments, for the summary. */
  entries(): IterableIterator<[string, Fragment]> {
    return this.#fragments.entries();
  }

  /** The row as far as it is known without waiting: what the journal keeps in case that the page never finishes it. */
  preview(time: RowTime): string {
    return this.#assemble(time, (fragment) => (isPending(fragment) ? null : fragment));
  }

  /** Ends the row. Single values fit into a line; together they may not, and then the largest go, each counted. */
  commit(time: RowTime): Slot {
    let line = this.preview(time);
    while (isTooLong(line) && this.#dropLargest()) line = this.preview(time);
    const pending = this.#pending();
    if (pending.length === 0) return { draft: line, settled: null, now: () => line };
    const slot: Slot = {
      draft: null,
      settled: null,
      now: () => this.#assemble(time, (fragment) => (isPending(fragment) ? fragment.now() : fragment)),
    };
    slot.settled = Promise.all(pending.map(async ([key, { settled }]) => [key, await settled] as const)).then((drafts) => {
      const read = new Map(drafts);
      slot.draft = joinDraft(this.#pieces(time, (fragment, key) => (isPending(fragment) ? (read.get(key) ?? null) : fragment)));
    });
    return slot;
  }

  #pending(): [string, Pending][] {
    if (!this.#hasPending) return [];
    return [...this.#fragments].filter((entry): entry is [string, Pending] => isPending(entry[1]));
  }

  #assemble(time: RowTime, read: (fragment: Fragment) => string | null): string {
    let line = '{';
    for (const [key, fragment] of this.#fragments) {
      const text = typeof fragment === 'string' ? fragment : read(fragment);
      if (text !== null) line += `${label(key)}${text},`;
    }
    return `${line}"_step":${this.step},"_runtime":${time.runtime},"_timestamp":${time.timestamp}}`;
  }

  *#pieces<T>(time: RowTime, read: (fragment: Fragment, key: string) => T | null): Generator<T | string> {
    yield '{';
    for (const [key, fragment] of this.#fragments) {
      const piece = read(fragment, key);
      if (piece === null) continue;
      yield label(key);
      yield piece;
      yield ',';
    }
    yield `"_step":${this.step},"_runtime":${time.runtime},"_timestamp":${time.timestamp}}`;
  }

  #dropLargest(): boolean {
    let largest = '';
    let length = 0;
    for (const [key, fragment] of this.#fragments) {
      if (!isPending(fragment) && fragment.length > length) [largest, length] = [key, fragment.length];
    }
    this.#drop('value-too-large', largest, `the row takes more than ${MAX_LINE_BYTES} bytes; log it as a file`);
    return this.#fragments.delete(largest);
  }
}

function label(key: string): string {
  let text = labels.get(key);
  if (text === undefined) {
    text = `${JSON.stringify(key)}:`;
    // Keys made up anew in each row must not fill the page's memory.
    if (labels.size > 10_000) labels.clear();
    labels.set(key, text);
  }
  return text;
}
