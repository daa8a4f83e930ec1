import { foldRow, formatLine, parseLine, type Row } from '../wire/index';
import { isPending, type Fragment } from '../values/index';
import { textOf } from '../worker/slot';

/**
 * What the run comes to: the last value of each key, unless it was set by hand. The server's summary is folded from the lines themselves; this is the
 * page's own view of it, parsed only when somebody looks.
 */
export class Summary {
  readonly #logged = new Map<string, string>();
  #pinned: Row = {};

  constructor(before: Row) {
    for (const [key, value] of Object.entries(before)) this.#logged.set(key, formatLine(value));
  }

  get pinned(): Row {
    return this.#pinned;
  }

  note(key: string, fragment: Fragment): void {
    if (!isPending(fragment)) return this.#set(key, fragment);
    void fragment.settled.then((draft) => draft !== null && this.#set(key, textOf(draft)));
  }

  pin(values: Row): void {
    this.#pinned = { ...this.#pinned, ...values };
  }

  read(): Row {
    const row: Row = {};
    for (const [key, text] of this.#logged) row[key] = parseLine(text);
    return foldRow(row, this.#pinned);
  }

  #set(key: string, text: string): void {
    const before = this.#logged.get(key);
    // Nested objects merge leaf by leaf.
    const merges = text.startsWith('{') && before?.startsWith('{');
    this.#logged.set(key, merges ? formatLine(foldRow({ value: parseLine(before!) }, { value: parseLine(text) })['value']) : text);
  }
}
