import type { ConsoleLine } from '../../wire/index';
import type { ConsoleStore } from './console-store';

/** What of a console is looked for. */
export interface Search {
  text: string;
  errorsOnly: boolean;
}

/** Null where all lines are shown; else the numbers of those that are found. */
export function findLines(store: ConsoleStore, { text, errorsOnly }: Search): number[] | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' && !errorsOnly) return null;
  const found: number[] = [];
  for (let number = store.first; number < store.lineCount; number++) {
    const line = store.line(number);
    if (line && (line.isError || !errorsOnly) && line.text.toLowerCase().includes(wanted)) found.push(number);
  }
  return found;
}

/** A string in parts, each second of which is what was looked for. */
export function splitAtMatches(text: string, wanted: string): string[] {
  const needle = wanted.trim().toLowerCase();
  const hay = text.toLowerCase();
  // Some letters are longer in lower case; places in one text then say nothing of the other.
  if (needle === '' || hay.length !== text.length) return [text];
  const parts: string[] = [];
  let end = 0;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, end)) {
    parts.push(text.slice(end, at), text.slice(at, at + needle.length));
    end = at + needle.length;
  }
  return [...parts, text.slice(end)];
}

/** Lines as a string file has them. */
export function textOf(lines: Iterable<ConsoleLine | undefined>): string {
  let text = '';
  for (const line of lines) if (line) text += `${line.text}\n`;
  return text;
}
