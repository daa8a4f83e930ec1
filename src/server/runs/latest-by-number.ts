/** Numbered things of which the last of each number counts; none when they would be more than `most`. */
export class LatestByNumber<T extends { number: number }> {
  readonly #most: number;
  #items: Map<number, T> | null = new Map();
  #first = Infinity;

  constructor(most: number) {
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#first === Infinity;
  }

  /** The lowest number, also of too many. */
  get first(): number {
    return this.#first;
  }

  add(items: readonly T[]): void {
    if (this.#items && this.#items.size + items.length > this.#most) this.#items = null;
    for (const item of items) {
      this.#first = Math.min(this.#first, item.number);
      this.#items?.set(item.number, item);
    }
  }

  sorted(): T[] {
    return [...(this.#items?.values() ?? [])].sort((a, b) => a.number - b.number);
  }
}
