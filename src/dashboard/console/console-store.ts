import type { ConsoleChange, ConsoleLine } from '../../wire/index';

/** What a store asks the server; tests hand in their own. */
export type AskLines = (from: number, count: number) => Promise<ConsoleLine[]>;

/** More than anybody reads; the lines before these are not shown. */
export const MOST_LINES = 200_000;
/** Lines are asked for by the page. */
export const PAGE_LINES = 500;
/** Pages for one request, where many are wanted. */
const PAGES_AT_ONCE = 10;

/**
 * The lines of a console that the page holds: those that somebody has wanted to see, and what the live connection has
 * brought.
 */
export class ConsoleStore {
  readonly #ask: AskLines;
  readonly #lines = new Map<number, ConsoleLine>();
  /** Pages that are held as the server has them. */
  readonly #whole = new Set<number>();
  readonly #busy = new Map<number, Promise<boolean>>();
  /** Lines that came live while a request was under way, whose answer may be older. */
  readonly #newer = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #lineCount = 0;
  /** Counts how often pages were forgotten: an answer of the time before proves nothing. */
  #epoch = 0;
  #error: unknown;

  constructor(ask: AskLines) {
    this.#ask = ask;
  }

  get lineCount(): number {
    return this.#lineCount;
  }

  /** The first line that is shown. */
  get first(): number {
    return Math.max(0, this.#lineCount - MOST_LINES);
  }

  /** Counts how often lines were forgotten, and must be wanted again. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Why the last question failed. */
  get error(): unknown {
    return this.#error;
  }

  /** Undefined for a line that has not come yet, or was dropped on its way to the server. */
  line(number: number): ConsoleLine | undefined {
    return this.#lines.get(number);
  }

  /** Calls back when lines have come. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for lines unless they are held, `to` not included. Resolves when they are, or the server failed. */
  async want(from: number, to: number): Promise<void> {
    const pages: number[] = [];
    for (let page = pageOf(Math.max(from, this.first)); page * PAGE_LINES < Math.min(to, this.#lineCount); page++)
      pages.push(page);
    while (pages.length > 0) {
      // One after the other: a whole log must not hold up what is looked at meanwhile.
      if (!(await (this.#busy.get(pages[0]!) ?? this.#fetch(this.#takeRow(pages))))) return;
      while (pages.length > 0 && this.#whole.has(pages[0]!)) pages.shift();
    }
  }

  /** Takes from the front the pages that one request can ask for. */
  #takeRow(pages: number[]): number[] {
    const [first = 0] = pages;
    const isMissing = (page: number) => !this.#whole.has(page) && !this.#busy.has(page);
    let size = 0;
    while (size < PAGES_AT_ONCE && pages[size] === first + size && isMissing(first + size)) size++;
    return pages.splice(0, size);
  }

  /** Takes in lines from the live connection. */
  append({ lineCount, from, lines }: ConsoleChange): void {
    if (lineCount < this.#lineCount) this.#clear();
    const { lineCount: before, first } = this;
    this.#lineCount = lineCount;
    for (let number = first; number < this.first; number++) this.#lines.delete(number);
    for (const line of lines) {
      this.#put(line);
      if (this.#busy.size > 0) this.#newer.add(line.number);
    }
    if (lines.length === 0) this.#forget(from);
    // A page that begins with these lines is held as far as it goes.
    for (let page = Math.ceil(before / PAGE_LINES); page * PAGE_LINES < lineCount; page++)
      if (this.#hasAllOf(page)) this.#whole.add(page);
    this.#tell();
  }

  /** The server has so many lines, and any of them may have been written anew while nobody listened. */
  catchUp(lineCount: number): void {
    // Fewer than are known: the answer is older than what came live.
    this.#lineCount = Math.max(this.#lineCount, lineCount);
    this.#forget(0);
    this.#tell();
  }

  #hasAllOf(page: number): boolean {
    const end = Math.min((page + 1) * PAGE_LINES, this.#lineCount);
    for (let number = page * PAGE_LINES; number < end; number++) if (!this.#lines.has(number)) return false;
    return true;
  }

  #fetch(pages: number[]): Promise<boolean> {
    if (pages.length === 0) return Promise.resolve(true);
    const done = this.#send(pages);
    for (const page of pages) this.#busy.set(page, done);
    return done;
  }

  async #send(pages: number[]): Promise<boolean> {
    const epoch = this.#epoch;
    let answer: ConsoleLine[] = [];
    this.#error = undefined;
    try {
      answer = await this.#ask(pages[0]! * PAGE_LINES, pages.length * PAGE_LINES);
    } catch (error) {
      this.#error = error;
    }
    for (const line of answer) if (!this.#newer.has(line.number)) this.#put(line);
    for (const page of pages) {
      this.#busy.delete(page);
      if (this.#error === undefined && epoch === this.#epoch) this.#whole.add(page);
    }
    if (this.#busy.size === 0) this.#newer.clear();
    this.#tell();
    return this.#error === undefined;
  }

  #put(line: ConsoleLine): void {
    this.#lines.set(line.number, { ...line, text: plainText(line.text) });
  }

  /** Lines stay to be seen until they are replaced. */
  #forget(from: number): void {
    this.#epoch++;
    for (const page of this.#whole) if (page >= pageOf(from)) this.#whole.delete(page);
  }

  #clear(): void {
    this.#lines.clear();
    this.#lineCount = 0;
    this.#forget(0);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function pageOf(line: number): number {
  return Math.floor(line / PAGE_LINES);
}

/** Colours of terminals are of no use in a page. */
function plainText(line: string): string {
  return line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
}
