import { backendOf, isLost } from './gpu';
import type { TensorLike } from './tensor-like';

/**
 * How long a tensor may wait for others to be read together with it, in milliseconds. A kill of the browser costs the
 * rows of this time; shorter windows cost training time instead (WebGL, a batch of 9 ms: 25 ms made it 5 to 8 % slower,
 * 200 ms 1.4 %; `npm run bench training`).
 */
const WINDOW_MS = 200;

/** So many waiting scalars are read at once, whatever the time. */
const MOST = 64;

/** The same of so many bytes: a weight that changes in each batch is held as often as it is logged. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Half of the time that a read still has once later ones of the same backend have been answered, in milliseconds. A
 * busy GPU may take minutes and answers all the same, in order. In halves, because a page that was frozen, or busy for
 * long, hears of its timers first and of its reads after them.
 */
const HALF_PATIENCE_MS = 15_000;

/** What is still in main memory comes at once, when the device is lost too. */
const LOST_PATIENCE_MS = 1_000;

interface Held {
  tensor: TensorLike;
  resolve(data: ArrayLike<number>): void;
  reject(error: unknown): void;
}

/** One request to a backend, for one tensor or for the stack of several. */
interface Read {
  backend?: object | undefined;
  giveUp(why: string): void;
  /** Whether it has taken more than a moment: an answer out of main memory says nothing of the GPU. */
  isFar?: boolean;
}

const SILENT = 'the GPU does not answer';

/**
 * Brings tensors back from the backend, many at a time.
 *
 * Each read of a GPU costs a copy, a fence and a poll, so scalars are stacked on the GPU first and read as one. Each
 * tensor is held by a clone of our own that no `tidy` disposes: a clone shares the data, and it keeps the value of a
 * variable that is then assigned. (`kept` is all that `tf.keep` sets, so tfjs itself is not needed.)
 */
class Readback {
  #waiting: Held[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The memory that is held, and how much of it: clones may share it. */
  readonly #memory = new Set<unknown>();
  #bytes = 0;
  /** What is not answered yet, in the order in which it was asked. */
  readonly #reads = new Set<Read>();
  /** So many values are held and not read. */
  count = 0;

  /** @throws TypeError when it is disposed, or its elements are not numbers. */
  hold(tensor: TensorLike): { data: Promise<ArrayLike<number>>; now(): ArrayLike<number> | null } {
    if (tensor.isDisposed) throw new TypeError('the tensor was disposed before it was logged');
    if (tensor.dtype === 'string' || tensor.dtype === 'complex64')
      throw new TypeError(`a tensor of ${tensor.dtype} cannot be logged`);
    const clone = tensor.clone();
    clone.kept = true;
    let known: ArrayLike<number> | null = null;
    const data = new Promise<ArrayLike<number>>((resolve, reject) => {
      const keep = (read: ArrayLike<number>) => resolve((known = read));
      this.#waiting.push({ tensor: clone, resolve: keep, reject });
    });
    this.count++;
    const done = () => void this.count--;
    data.then(done, done);
    if (!this.#memory.has(clone.dataId)) this.#bytes += clone.size * 4;
    this.#memory.add(clone.dataId);
    if (this.#waiting.length >= MOST || this.#bytes >= MOST_BYTES) this.#read();
    else this.#timer ??= setTimeout(() => this.#read(), WINDOW_MS);
    return { data, now: () => known ?? (clone.isDisposed ? null : readNow(clone)) };
  }

  /** Starts to read what waits now, without waiting for more. */
  hurry(): void {
    if (this.#waiting.length > 0) this.#read();
  }

  /**
   * Starts to read what waits, and gives it up when it is not there after so many milliseconds. Returns a function that
   * takes this back.
   */
  limit(ms: number): () => void {
    this.hurry();
    const reads = [...this.#reads];
    const timer = setTimeout(() => reads.forEach((read) => read.giveUp(SILENT)), ms);
    return () => clearTimeout(timer);
  }

  #read(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#memory.clear();
    this.#bytes = 0;
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
        void this.#settle([held], () => tensor);
      }
    }
    for (const group of scalars.values()) {
      const [first, ...rest] = group.map((held) => held.tensor);
      void this.#settle(group, () => (rest.length > 0 ? first!.stack!(rest as never) : first!));
    }
  }

  /** Reads `source`, gives each of the group its share, and disposes everything, whatever happens. */
  async #settle(group: Held[], source: () => TensorLike): Promise<void> {
    let tensor: TensorLike | undefined;
    let giveUp!: Read['giveUp'];
    const givenUp = new Promise<never>((_resolve, reject) => (giveUp = reject));
    const read: Read = { giveUp };
    this.#reads.add(read);
    setTimeout(() => (read.isFar = true));
    try {
      const backend = backendOf(group[0]!.tensor);
      read.backend = backend;
      tensor = source();
      // The read may begin inside the caller's tidy.
      tensor.kept = true;
      const answer = Promise.race([tensor.data(), givenUp]);
      if (backend && isLost(backend, () => this.#lose(backend))) abandon(read);
      const data = (await answer) as ArrayLike<number>;
      if (read.isFar) this.#overtake(read);
      if (group.length === 1) group[0]!.resolve(data);
      else group.forEach((held, i) => held.resolve([data[i]!]));
    } catch (error) {
      for (const held of group) held.reject(error);
    } finally {
      this.#reads.delete(read);
      if (tensor && !group.some((held) => held.tensor === tensor)) tensor.dispose();
      for (const held of group) held.tensor.dispose();
    }
  }

  #lose(backend: object): void {
    for (const read of this.#reads) if (read.backend === backend) abandon(read);
  }

  /** A backend answers in order, so what was asked before this read and is not there after some time will not come. */
  #overtake(answered: Read): void {
    for (const read of this.#reads) {
      if (read === answered) return;
      if (read.backend === answered.backend)
        setTimeout(() => abandon(read, SILENT, HALF_PATIENCE_MS), HALF_PATIENCE_MS);
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

/** Gives a read up unless it is answered meanwhile. */
function abandon(read: Read, why = 'the GPU has lost it', ms = LOST_PATIENCE_MS): void {
  setTimeout(() => read.giveUp(why), ms);
}

export const readback = new Readback();
