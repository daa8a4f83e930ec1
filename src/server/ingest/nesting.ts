/**
 * How deep lists and objects may lie within each other. Python's `json` ends at about 990, Spoor's pages at 64; beyond
 * some thousands `JSON.stringify` overflows the stack, so what had been accepted could not be answered any more.
 */
export const MAX_NESTING = 1000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether a string of JSON is nested too deep. Looks at each character once, where a parser would first build what is
 * in it.
 */
export function isTooDeep(text: string): boolean {
  // There are not enough characters to open so many.
  if (text.length <= MAX_NESTING) return false;
  let depth = 0;
  let isInText = false;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === QUOTE) isInText = !isInText;
    else if (isInText) {
      if (code === BACKSLASH) place++;
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_NESTING) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}
