import { isCount, formatLine, parseLineExactly, runKey, steadyTime } from '../../wire/index';
import type { LastWords } from '../../thread/contract';

/**
 * What a page says as it goes away. Messages to a worker are lost then (Chromium 156: of up to 500, none was heard on
 * navigation, 1 to 4 on close and reload). `localStorage.setItem` is synchronous, and what it wrote was kept (1 and 100
 * kB, on navigation, close and reload), so the tail that the journal does not have goes there, and the next page of
 * this origin hands it over.
 */
const PREFIX = 'spoor:last-words:';

/**
 * How long the page is held up after it has written. Chromium ends a page that is closed without waiting for what it
 * has just written to reach the browser (seen with 156): of 3 million characters 5 in 100 writes never did (13 of 240),
 * and none once the page stayed 20 ms longer (0 of 200). With every core busy 5 million took more than 50 ms (1 of 80
 * lost).
 */
const ARRIVAL_MS_PER_CHARACTER = 30 / 1_000_000;

/** Whether a key of localStorage is that of last words. */
export function isLastWords(key: string | null): boolean {
  return key?.startsWith(PREFIX) ?? false;
}

/**
 * Keeps as much of them as there is room for, and gives what it was; null when there is no room at all, or no
 * localStorage.
 */
export function keepLastWords(words: LastWords): LastWords | null {
  for (const said of everShorter(words)) {
    try {
      const text = write(said);
      localStorage.setItem(nameOf(words), text);
      letArrive(text.length * ARRIVAL_MS_PER_CHARACTER);
      return said;
    } catch {
      // Quota, or storage that is switched off: the page is going away, there is nobody left to tell.
    }
  }
  return null;
}

/** A page that goes away has no later: all it can do is to not return yet. */
function letArrive(ms: number): void {
  for (const until = steadyTime() + ms; steadyTime() < until;);
}

/**
 * First what is said beside the rows goes, then the last quarter of them, and again: the numbers of those that stay
 * follow the journal's.
 */
function* everShorter(words: LastWords): Generator<LastWords> {
  yield words;
  const { offset, lines } = words.batch.streams.history ?? { offset: 0, lines: [] };
  for (let { length } = lines; ; length = Math.floor(length * 0.75)) {
    yield { ...words, batch: { ...words.batch, streams: { history: { offset, lines: lines.slice(0, length) } } } };
    if (length === 0) return;
  }
}

/**
 * Takes them back: the page has come back itself, or the journal has them. A page may have said more meanwhile; that
 * stays.
 */
export function forgetLastWords(words: LastWords): void {
  try {
    const name = nameOf(words);
    if (localStorage.getItem(name) === write(words)) localStorage.removeItem(name);
  } catch {
    // Where it is forbidden nothing was kept either.
  }
}

/** Forgets what pages have left of one run. */
export function forgetLastWordsOf(key: string): void {
  for (const words of findLastWords()) if (runKey(words.record) === key) forgetLastWords(words);
}

/** All that earlier pages have left. */
export function findLastWords(): LastWords[] {
  const found: LastWords[] = [];
  try {
    for (const name of Object.keys(localStorage).filter(isLastWords)) {
      const words = asLastWords(() => read(localStorage.getItem(name) ?? 'null'));
      if (words) found.push(words);
      else localStorage.removeItem(name);
    }
  } catch {
    // No localStorage here, so no page can have left anything in it.
  }
  return found;
}

/**
 * Rows follow as they are, one in a line: as strings in JSON their quotes would take a third more of the little room
 * that there is.
 */
function write(words: LastWords): string {
  const { history, ...streams } = words.batch.streams;
  const head = {
    ...words,
    batch: { ...words.batch, streams: history ? { ...streams, history: { ...history, lines: [] } } : streams },
  };
  return [formatLine(head), ...(history?.lines ?? [])].join('\n');
}

function read(text: string): unknown {
  const [head, ...lines] = text.split('\n');
  const words = parseLineExactly(head!) as unknown as LastWords;
  const { history } = words.batch.streams;
  if (history) history.lines = history.lines.concat(lines);
  return words;
}

function nameOf({ writer, record }: LastWords): string {
  return `${PREFIX}${runKey(record)}:${writer}`;
}

/**
 * What `make` gives, if it is last words. Anything of the origin can say something: what has not their shape is
 * nobody's.
 */
export function asLastWords(make: () => unknown): LastWords | null {
  try {
    const words = make() as LastWords;
    const { writer, record, batch } = words;
    const { history } = batch.streams;
    const isWhole =
      [writer, record.id, record.project, record.baseUrl].every((part) => typeof part === 'string') &&
      isCount(batch.step) &&
      isCount(batch.sequence);
    return isWhole && (!history || (isCount(history.offset) && history.lines.every((line) => typeof line === 'string')))
      ? words
      : null;
  } catch {
    return null;
  }
}
