import { isOwnAxis, type LinesChange, type SeriesAnswer } from '../../../wire/index';
import type { Axis } from '../../source/source';
import { addPoint, reducePoints, type Points } from './points';

/** What a store asks the server; tests hand in their own. */
export type AskSeries = (keys: readonly string[], points: number, from: number) => Promise<SeriesAnswer>;

interface Held {
  points: Points;
  /** The first history line that has not been seen yet. */
  nextLine: number;
  /** An answer is on its way; live lines wait, because the answer may hold them. */
  busy: boolean;
  error: unknown;
}

/** How many keys one request asks for: answers stay small enough to show the first charts soon. */
const KEYS_PER_REQUEST = 8;

/**
 * The points that the page holds of one run over one x-axis. A chart wants a key; live lines are then appended to it,
 * and only lines that were missed are asked for again.
 */
export class SeriesStore {
  readonly axis: Axis;
  readonly #ask: AskSeries;
  readonly #held = new Map<string, Held>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #wanted = new Set<string>();
  #target = 300;
  /** The largest line count heard of: a key that has seen fewer lines is behind. */
  #lineCount = 0;
  #scheduled = false;

  constructor(axis: Axis, ask: AskSeries) {
    this.axis = axis;
    this.#ask = ask;
  }

  /** What is held of a key: undefined while its first answer is on its way. */
  get(key: string): Points | undefined {
    const held = this.#held.get(key);
    return held && held.nextLine >= 0 ? held.points : undefined;
  }

  /** Why the last question for a key failed. */
  errorOf(key: string): unknown {
    return this.#held.get(key)?.error;
  }

  /** Asks for a key unless it is held already. `points` is how many the chart can show. */
  want(key: string, points: number): void {
    this.#target = Math.max(this.#target, Math.min(4000, Math.round(points)));
    const held = this.#held.get(key);
    if (held && held.error === undefined) return;
    this.#held.set(
      key,
      held ?? { points: { x: [], y: [], thinned: false }, nextLine: -1, busy: false, error: undefined },
    );
    this.#schedule(key);
  }

  /** Calls back when the points of a key have changed. */
  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Takes in new lines from the live connection. */
  append(change: LinesChange): void {
    // Fewer lines than before: the run was rewound, and what is held may be of lines that are no more.
    if (change.lineCount < this.#lineCount) return this.reset(change.lineCount);
    this.#lineCount = change.lineCount;
    const first = change.lines[0];
    const xs = change.values[this.axis];
    for (const [key, held] of this.#held) {
      if (held.nextLine < 0 || held.busy) continue;
      if (first === undefined || first > held.nextLine) {
        if (change.lineCount > held.nextLine) this.#schedule(key);
        continue;
      }
      const ys = change.values[key];
      let added = false;
      for (const [index, line] of change.lines.entries()) {
        if (line < held.nextLine) continue;
        // Like the server: a run that does not number its steps goes by its lines.
        const x = xs ? xs[index] : this.axis === '_step' ? line : undefined;
        const y = ys?.[index];
        if (typeof x === 'number' && Number.isFinite(x) && typeof y === 'number') {
          addPoint(held.points, x, y, isOwnAxis(this.axis));
          added = true;
        }
      }
      held.nextLine = Math.max(held.nextLine, change.lines.at(-1)! + 1);
      if (change.lineCount > held.nextLine) this.#schedule(key);
      if (!added) continue;
      // Twice the target: a line is thinned now and then, not at every point.
      if (held.points.x.length > this.#target * 2) held.points = reducePoints(held.points, this.#target);
      this.#tell(key);
    }
  }

  /** Asks for what came while nobody listened. */
  catchUp(lineCount: number): void {
    if (lineCount < this.#lineCount) return this.reset(lineCount);
    this.#lineCount = lineCount;
    for (const [key, held] of this.#held) {
      if (held.nextLine >= 0 && held.nextLine < lineCount) this.#schedule(key);
    }
  }

  /** Forgets the points and asks for all that was wanted. */
  reset(lineCount: number): void {
    this.#lineCount = lineCount;
    for (const [key, held] of this.#held) {
      this.#held.set(key, { points: held.points, nextLine: -1, busy: false, error: undefined });
      this.#schedule(key);
    }
  }

  #schedule(key: string): void {
    this.#wanted.add(key);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Charts that come into view together are asked for together.
    setTimeout(() => {
      this.#scheduled = false;
      void this.#send();
    }, 16);
  }

  async #send(): Promise<void> {
    const byFrom = new Map<number, string[]>();
    for (const key of this.#wanted) {
      const held = this.#held.get(key);
      if (!held || held.busy) continue;
      held.busy = true;
      const from = Math.max(0, held.nextLine);
      byFrom.set(from, [...(byFrom.get(from) ?? []), key]);
    }
    this.#wanted = new Set();
    const requests: Promise<void>[] = [];
    for (const [from, keys] of byFrom) {
      for (let at = 0; at < keys.length; at += KEYS_PER_REQUEST)
        requests.push(this.#fetch(keys.slice(at, at + KEYS_PER_REQUEST), from));
    }
    await Promise.all(requests);
  }

  async #fetch(keys: string[], from: number): Promise<void> {
    const asked = keys.map((key) => [key, this.#held.get(key)!] as const);
    let answer: SeriesAnswer | undefined;
    let failure: unknown;
    try {
      answer = await this.#ask(keys, this.#target, from);
    } catch (error) {
      failure = error;
    }
    for (const [key, held] of asked) {
      // A reset has put another in its place: the answer is of the time before.
      if (this.#held.get(key) !== held) continue;
      held.busy = false;
      held.error = failure;
      if (answer) this.#take(held, answer, key);
      this.#tell(key);
    }
  }

  #take(held: Held, answer: SeriesAnswer, key: string): void {
    const series = answer.series.find((one) => one.key === key) ?? { x: [], y: [], count: 0, last: null };
    const thinned = held.points.thinned || series.count > series.x.length;
    // Asked for from the start: nothing that was held before counts.
    if (held.nextLine < 0) held.points = { x: series.x, y: series.y, thinned };
    else for (const [index, x] of series.x.entries()) addPoint(held.points, x, series.y[index]!, isOwnAxis(this.axis));
    held.points.thinned = thinned;
    if (series.last !== null) held.points.last = series.last;
    if (held.points.x.length > this.#target * 2) held.points = reducePoints(held.points, this.#target);
    held.nextLine = answer.lineCount;
    // Lines came while the answer was on its way.
    if (held.nextLine < this.#lineCount) this.#schedule(key);
    else this.#lineCount = Math.max(this.#lineCount, answer.lineCount);
  }

  #tell(key: string): void {
    for (const listener of this.#listeners.get(key) ?? []) listener();
  }
}
