import type { TensorLike } from './tensor-like';

/**
 * How long a tensor may wait for others to be read together with it, in milliseconds. A kill of the browser costs the rows of this time; shorter windows cost
 * training time instead (WebGL, a batch of 9 ms: 25 ms made it 5 to 8 % slower, 200 ms 1.4 %; `npm run bench training`).
 */
const WINDOW_MS = 200;

/** So many waiting scalars are read at once, whatever the time. */
const MOST = 64;

/**
 * Half of the time after which a read is given up, in milliseconds: a lost WebGL context never answers, and all later rows wait. In halves, because a page that was frozen, or busy for
 * long, hears of its timers first and of its reads after them.
 */
const HALF_PATIENCE_MS = 15_000;

interface Held {
  tensor: TensorLike;
  resolve(data: ArrayLike<number>): void;
  reject(error: unknown): void;
}

/**
 * Brings tensors back from the backend, many at a time.
 *
 * Each read of a GPU costs a copy, a fence and a poll, so scalars are stacked on the GPU first and read as one. Each tensor is held by
 * a clone of our own that no `tidy` disposes: a clone shares the data, and it keeps the value of a variable that is then assigned.
 * (`kept` is all that `tf.keep` sets, so tfjs itself is not needed.)
 */
class Readback {
  #waiting: Held[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  hold(tensor: TensorLike): { data: Promise<ArrayLike<number>>; now(): ArrayLike<number> | null } {
    const clone = tensor.clone();
    clone.kept = true;
    let known: ArrayLike<number> | null = null;
    const data = new Promise<ArrayLike<number>>((resolve, reject) => {
      const keep = (read: ArrayLike<number>) => resolve((known = read));
      this.#waiting.push({ tensor: clone, resolve: keep, reject });
    });
    if (this.#waiting.length >= MOST) this.#read();
    else this.#timer ??= setTimeout(() => this.#read(), WINDOW_MS);
    return { data, now: () => known ?? (clone.isDisposed ? null : readNow(clone)) };
  }

  /** Starts to read what waits now, without waiting for more. */
  hurry(): void {
    if (this.#waiting.length > 0) this.#read();
  }

  #read(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    const scalars = new Map<string, Held[]>();
    for (const held of waiting) {
      const { tensor } = held;
      if (tensor.shape.length === 0 && typeof tensor.stack === 'function') {
        const group = scalars.get(tensor.dtype);
        if (group) group.push(held);
        else scalars.set(tensor.dtype, [held]);
      } else {
        void settle([held], () => tensor);
      }
    }
    for (const group of scalars.values()) {
      const [first, ...rest] = group.map((held) => held.tensor);
      void settle(group, () => (rest.length > 0 ? first!.stack!(rest as never) : first!));
    }
  }
}

/** Null when the backend cannot: its page says its last words, with whatever there is. */
function readNow(tensor: TensorLike): ArrayLike<number> | null {
  try {
    return tensor.dataSync() as ArrayLike<number>;
  } catch {
    return null;
  }
}

/** Reads `source`, gives each of the group its share, and disposes everything, whatever happens. */
async function settle(group: Held[], source: () => TensorLike): Promise<void> {
  let tensor: TensorLike | undefined;
  const giveUp = () => group.forEach((held) => held.reject(new Error('the backend does not answer')));
  let timer = setTimeout(() => (timer = setTimeout(giveUp, HALF_PATIENCE_MS)), HALF_PATIENCE_MS);
  try {
    tensor = source();
    // The read may begin inside the caller's tidy.
    tensor.kept = true;
    const data = (await tensor.data()) as ArrayLike<number>;
    if (group.length === 1) group[0]!.resolve(data);
    else group.forEach((held, i) => held.resolve([data[i]!]));
  } catch (error) {
    for (const held of group) held.reject(error);
  } finally {
    clearTimeout(timer);
    if (tensor && !group.some((held) => held.tensor === tensor)) tensor.dispose();
    for (const held of group) held.tensor.dispose();
  }
}

export const readback = new Readback();
