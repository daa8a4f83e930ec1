import { formatJson, isTooLong, MAX_LINE_BYTES, messageOf, stringify } from '../../wire/index';
import { joinDraft } from '../../thread/draft';
import { encode, isPending, namesIn, type Fragment, type Pending, type Place } from '../../values/index';
import type { PendingRow } from '../../link/pending-row';

/** Keys that Spoor writes itself, and the one that is not a key of a plain object. */
const OWN_KEYS = new Set(['_step', '_runtime', '_timestamp', '_wandb']);
const NO_PLAIN_KEY = '__proto__';

/** Longer texts are measured before they are taken. */
const SHORT = 10_000;

/** When a row was committed, as it says of itself. */
export interface RowTime {
  /** Seconds since the run began. */
  runtime: number;
  /** Unix time in seconds. */
  timestamp: number;
}

/** Whom values tell of what is not theirs alone. */
export type RowHooks = Pick<Place, 'drop' | 'addSingleton'>;

/** Most rows have none. Never changed. */
const NO_FRAGMENTS = new Map<string, Fragment>();

export type PlainValue = string | number | boolean | null;
type PlainRow = { [key: string]: PlainValue };

/**
 * The row that `log()` is filling. Each value is frozen when it is added: what JSON can say by itself is kept as it is,
 * since one `JSON.stringify` of a whole row is several times faster than texts put together; everything else becomes a
 * fragment.
 */
export class OpenRow {
  readonly step: number;
  plain: PlainRow = {};
  fragments = NO_FRAGMENTS;
  readonly #hooks: RowHooks;
  #isEmpty = true;
  #hasPending = false;

  constructor(step: number, hooks: RowHooks) {
    this.step = step;
    this.#hooks = hooks;
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.plain, key) || this.fragments.has(key);
  }

  keys(): string[] {
    return [...Object.keys(this.plain), ...this.fragments.keys()];
  }

  /** Adds values; a key that is there already is replaced, and unless it has the same value again that is counted. */
  add(given: Record<string, unknown>): void {
    const isFirst = this.#isEmpty;
    const data = copyOf(given);
    const names = namesIn(data, this.#hooks.drop);
    if (isFirst && data !== given && isPlainThroughout(data, names)) {
      this.plain = data;
      this.#isEmpty = names.length === 0;
      return;
    }
    for (const key of names) {
      let value: unknown;
      try {
        value = data[key];
      } catch (error) {
        this.#hooks.drop('unsupported-value', key, messageOf(error));
        continue;
      }
      if (key.startsWith('_') && OWN_KEYS.has(key))
        this.#hooks.drop('unsupported-value', key, 'this key is written by Spoor itself');
      else if (isPlain(value) && key !== NO_PLAIN_KEY) {
        if (!isFirst && this.has(key)) this.#replace(key, this.plain[key] === value);
        this.plain[key] = value;
        this.#isEmpty = false;
      } else {
        const place: Place = { key, step: this.step, ...this.#hooks };
        const fragment = encode(value, place);
        if (fragment === undefined) continue;
        // A plot stands under another key.
        const at = place.key;
        if (!isFirst && this.has(at)) this.#replace(at, this.fragments.get(at) === fragment);
        if (this.fragments === NO_FRAGMENTS) this.fragments = new Map();
        this.fragments.set(at, fragment);
        this.#isEmpty = false;
        if (isPending(fragment)) this.#hasPending = true;
      }
    }
  }

  /**
   * Makes room for another value of a key. That the first is lost would else be seen by nobody: 150 batches logged with
   * `step: epoch` are as many rows as there were epochs.
   */
  #replace(key: string, isSame: boolean): void {
    delete this.plain[key];
    this.fragments.delete(key);
    if (isSame) return;
    const why = `step ${this.step} was given another one. To keep both, leave out "step" and "commit", and log what it stands for as a value: { ${key}, epoch }`;
    this.#hooks.drop('value-replaced', key, why);
  }

  /** The row as far as it is known without waiting: what the journal keeps in case that the page never finishes it. */
  preview(time: RowTime): string {
    return this.#lineSoFar(this.#stamp({ ...this.plain }, time));
  }

  /** Ends the row. Single values fit into a line; together they may not, and then the largest go, each counted. */
  commit(time: RowTime): string | PendingRow {
    // In the row itself, which is not asked for its values any more: a copy would take longer than all the rest.
    this.#stamp(this.plain, time);
    let line = this.#lineSoFar(this.plain);
    while (isTooLong(line)) {
      this.#dropLargest(line.length - MAX_LINE_BYTES);
      line = this.#lineSoFar(this.plain);
    }
    if (!this.#hasPending) return line;
    const pending = [...this.fragments].filter((entry): entry is [string, Pending] => isPending(entry[1]));
    const slot: PendingRow = {
      draft: null,
      settled: Promise.all(pending.map(async ([key, { settled }]) => [key, await settled] as const)).then((drafts) => {
        const read = new Map(drafts);
        slot.draft = joinDraft(
          this.#pieces(this.plain, (fragment, key) => (isPending(fragment) ? (read.get(key) ?? null) : fragment)),
        );
      }),
      now: () => this.#assemble(this.plain, (fragment) => (isPending(fragment) ? fragment.now() : fragment)),
    };
    return slot;
  }

  #stamp(plain: PlainRow, { runtime, timestamp }: RowTime): PlainRow {
    plain['_step'] = this.step;
    plain['_runtime'] = runtime;
    plain['_timestamp'] = timestamp;
    return plain;
  }

  #lineSoFar(plain: PlainRow): string {
    return this.#assemble(plain, (fragment) => (isPending(fragment) ? null : fragment));
  }

  #assemble(plain: PlainRow, read: (fragment: Fragment) => string | null): string {
    return this.fragments.size === 0 ? formatJson(plain) : [...this.#pieces(plain, read)].join('');
  }

  *#pieces<T>(plain: PlainRow, read: (fragment: Fragment, key: string) => T | null): Generator<T | string> {
    yield formatJson(plain).slice(0, -1);
    for (const [key, fragment] of this.fragments) {
      const piece = read(fragment, key);
      if (piece === null) continue;
      yield `,${stringify(key)}:`;
      yield piece;
    }
    yield '}';
  }

  /** Drops the largest values, at least one, until about so many characters are gone. */
  #dropLargest(excess: number): void {
    const sizes: [key: string, size: number][] = [];
    for (const [key, value] of [...Object.entries(this.plain), ...this.fragments]) {
      if (!OWN_KEYS.has(key) && (typeof value !== 'object' || value === null))
        sizes.push([key, key.length + String(value).length]);
    }
    sizes.sort(([, a], [, b]) => b - a);
    let gone = 0;
    for (const [key, size] of sizes) {
      if (gone > 0 && gone >= excess) break;
      this.#hooks.drop('value-too-large', key, `the row takes more than ${MAX_LINE_BYTES} bytes; log it as a file`);
      delete this.plain[key];
      this.fragments.delete(key);
      gone += size;
    }
  }
}

/**
 * A copy as a whole, for which each getter is asked once; where one throws, the original, to be read value by value.
 * Nearly every row is plain throughout and the first of its step, and then its copy is the row: that takes a sixth of
 * the time of filling an empty one.
 */
function copyOf(data: Record<string, unknown>): Record<string, unknown> {
  try {
    return { ...data };
  } catch {
    return data;
  }
}

function isPlainThroughout(data: Record<string, unknown>, names: string[]): data is PlainRow {
  for (const name of names) if (name.startsWith('_') || !isPlain(data[name])) return false;
  return true;
}

/** Whether `JSON.stringify` writes this value as it is: not NaN, infinities or -0. */
function isPlain(value: unknown): value is PlainValue {
  if (typeof value === 'number') return Number.isFinite(value) && (value !== 0 || 1 / value > 0);
  return typeof value === 'boolean' || value === null || (typeof value === 'string' && value.length < SHORT);
}
