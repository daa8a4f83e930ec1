import { foldRow, formatLine, parseLine, type Row } from '../wire/index';
import { isPending, type Fragment } from '../values/index';
import { textOf } from '../worker/slot';
import type { OpenRow } from './open-row';

/**
 * What the run comes to: the last value of each key, unless it was set by hand. The server's summary is folded from the lines themselves; this is the
 * page's own view of it, parsed only when somebody looks.
 */
export class Summary {
  readonly #plain: Row;
  readonly #texts = new Map<string, string>();
  /** The fragment that each key had last: one that is read late must not replace a later value. */
  readonly #latest = new Map<string, Fragment>();
  #pinned: Row = {};

  constructor(before: Row) {
    this.#plain = { ...before };
  }

  get pinned(): Row {
    return this.#pinned;
  }

  note({ plain, fragments }: OpenRow): void {
    Object.assign(this.#plain, plain);
    if (this.#latest.size > 0) {
      for (const key in plain) {
        this.#texts.delete(key);
        this.#latest.delete(key);
      }
    }
    for (const [key, fragment] of fragments) this.#noteFragment(key, fragment);
  }

  pin(values: Row): void {
    this.#pinned = { ...this.#pinned, ...values };
  }

  read(): Row {
    const row = foldRow({}, this.#plain);
    for (const [key, text] of this.#texts) foldRow(row, { [key]: parseLine(text) });
    return foldRow(row, this.#pinned);
  }

  #noteFragment(key: string, fragment: Fragment): void {
    this.#latest.set(key, fragment);
    if (isPending(fragment)) {
      void fragment.settled.then((draft) => draft !== null && this.#latest.get(key) === fragment && this.#noteFragment(key, textOf(draft)));
      return;
    }
    const before = this.#texts.get(key);
    // Nested objects merge leaf by leaf.
    const merges = fragment.startsWith('{') && before?.startsWith('{');
    this.#texts.set(key, merges ? formatLine(foldRow({ value: parseLine(before!) }, { value: parseLine(fragment) })['value']) : fragment);
  }
}
