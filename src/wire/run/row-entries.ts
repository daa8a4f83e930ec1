import { parseRow } from '../line/line';

/**
 * The keys of a row with their values as they stand in the text: a number of 64 bits or a bare NaN passes through
 * JavaScript unharmed only as text. Where a key comes twice, both are named; the last one counts.
 *
 * @throws SyntaxError when the text is not a row.
 * @example entriesOf('{"big":9007199254740993,"loss":NaN}') // [['big', '9007199254740993'], ['loss', 'NaN']]
 */
export function entriesOf(text: string): [key: string, value: string][] {
  // From here on the text is known to be well formed, so brackets and commas tell all.
  parseRow(text);
  const entries: [string, string][] = [];
  let depth = 0;
  let key: string | null = null;
  let start = 0;
  const take = (end: number) => {
    if (key !== null) entries.push([key, text.slice(start, end).trim()]);
    key = null;
  };
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        if (depth === 1) key ??= JSON.parse(text.slice(at, end + 1)) as string;
        at = end;
        break;
      }
      case ':':
        if (depth === 1) start = at + 1;
        break;
      case ',':
        if (depth === 1) take(at);
        break;
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (--depth === 0) take(at);
        break;
    }
  }
  return entries;
}

/** The place of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}
