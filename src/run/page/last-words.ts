import { formatLine, isCount, parseLine, runKey } from '../../wire/index';
import type { LastWords } from '../../worker/contract';

/**
 * What a page says as it goes away. Messages to a worker are lost then; `localStorage.setItem` is synchronous and was kept in every case that was
 * measured (navigation, close, reload), so the tail that the journal does not have goes there, and the next page of this origin hands it over.
 */
const PREFIX = 'spoor:last-words:';

/** Whether a key of localStorage is that of last words. */
export function isLastWords(key: string | null): boolean {
  return key?.startsWith(PREFIX) ?? false;
}

/** Keeps them. False when there is no room, or no localStorage. */
export function keepLastWords(words: LastWords): boolean {
  try {
    localStorage.setItem(nameOf(words), formatLine(words));
    return true;
  } catch {
    // Quota, or storage that is switched off: the page is going away, there is nobody left to tell.
    return false;
  }
}

/** Takes them back: the page has come back itself, or the journal has them. A page may have said more meanwhile; that stays. */
export function forgetLastWords(words: LastWords): void {
  try {
    const name = nameOf(words);
    if (localStorage.getItem(name) === formatLine(words)) localStorage.removeItem(name);
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
      const words = asLastWords(() => parseLine(localStorage.getItem(name) ?? 'null'));
      if (words) found.push(words);
      else localStorage.removeItem(name);
    }
  } catch {
    // No localStorage here, so no page can have left anything in it.
  }
  return found;
}

function nameOf({ writer, record }: LastWords): string {
  return `${PREFIX}${runKey(record)}:${writer}`;
}

/** What `read` gives, if it is last words. Anything of the origin can say something: what has not their shape is nobody's. */
export function asLastWords(read: () => unknown): LastWords | null {
  try {
    const words = read() as LastWords;
    const { writer, record, batch } = words;
    const { history } = batch.streams;
    const isWhole = [writer, record.id, record.project, record.baseUrl].every((part) => typeof part === 'string') && isCount(batch.step);
    return isWhole && (!history || (isCount(history.offset) && history.lines.every((line) => typeof line === 'string'))) ? words : null;
  } catch {
    return null;
  }
}
