import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatLine } from '../../wire/index';
import { Refusal } from '../trouble/refusal';
import type { StoreView } from '../store/port/store-view';

/** How much one request may read from the store, in bytes: of a run of a million rows, its steps and 30 metrics. */
const MOST_BYTES = 256 * 1024 * 1024;

/** So much of what was read is kept for the case that it is asked for again in the same request, in bytes. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** After so many milliseconds other requests get their turn. */
const SLICE_MS = 10;

/**
 * The parts of the store of which nothing is kept: their answers are long, and hardly ever the same is asked for twice.
 */
const NOT_KEPT: (keyof StoreView)[] = ['lines'];

/**
 * The store for one request that only reads. A short query can ask for the same a thousand times, and for a thousand
 * large things: what has been read is not read again, all that is read is counted, other requests get their turn
 * between two readings, and when the client has left, nothing is read any more.
 *
 * Not for a change itself: between two steps of one nobody else may come.
 *
 * @throws Refusal from each method: 413 when the request has read too much, 499 when its client has left.
 */
export function meteredStore(store: StoreView, meter: Meter): StoreView {
  const parts = new Map<keyof StoreView, unknown>();
  return new Proxy(store, {
    get(target, name: keyof StoreView) {
      const part: unknown = target[name];
      if (typeof part !== 'object' || part === null) return part;
      if (!parts.has(name)) parts.set(name, meteredPart(part, name, meter));
      return parts.get(name);
    },
  });
}

function meteredPart(part: object, partName: keyof StoreView, meter: Meter): unknown {
  return new Proxy(part, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown => {
        const key = NOT_KEPT.includes(partName) ? null : `${partName}.${String(name)}${formatLine(args)}`;
        return meter.read(key, () => Reflect.apply(method, target, args) as unknown);
      };
    },
  });
}

/** What one request has read. */
export class Meter {
  readonly #left: AbortSignal;
  readonly #kept = new Map<string, Promise<unknown>>();
  #toRead = MOST_BYTES;
  #toKeep = KEPT_BYTES;
  #turn: Promise<unknown> = Promise.resolve();
  #since = performance.now();
  #pause: Promise<void> | null = null;

  /** @param left aborted when nobody waits for the answer any more. */
  constructor(left: AbortSignal) {
    this.#left = left;
  }

  /** To be called when something was changed: what was read before may not be so any more. */
  forget(): void {
    this.#kept.clear();
    this.#toKeep = KEPT_BYTES;
  }

  /** Reads when all that was asked for before is read: the fields of a query are answered side by side. */
  read(key: string | null, work: () => unknown): Promise<unknown> {
    const kept = key === null ? undefined : this.#kept.get(key);
    // What is done with it takes time, too.
    if (kept) return this.#letOthers().then(() => kept);
    const found = this.#turn.then(async () => {
      await this.#letOthers();
      this.#check();
      const answer = await work();
      const bytes = bytesOf(answer);
      this.#toRead -= bytes;
      if (key !== null && (this.#toKeep -= bytes) < 0) this.#kept.delete(key);
      this.#check();
      return answer;
    });
    this.#turn = found.catch(() => undefined);
    if (key !== null && this.#toKeep > 0) this.#kept.set(key, found);
    return found;
  }

  async #letOthers(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await (this.#pause ??= this.#endSlice());
  }

  async #endSlice(): Promise<void> {
    await nextTurn();
    this.#pause = null;
    this.#since = performance.now();
    this.#check();
  }

  #check(): void {
    if (this.#left.aborted) throw new Refusal(499, 'The client has left.');
    if (this.#toRead < 0) {
      throw new Refusal(
        413,
        `The request reads more than ${MOST_BYTES} bytes; ask for less at a time: fewer runs, metrics or fields.`,
      );
    }
  }
}

/** About how much memory an answer takes. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value) && typeof value[0] === 'number') return value.length * 8;
  let sum = 16;
  for (const inner of Object.values(value)) sum += bytesOf(inner);
  return sum;
}
