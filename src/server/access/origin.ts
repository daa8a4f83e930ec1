import { SpoorError } from '../../wire/index';

/** What browsers send for a page that has no origin of its own: opened from disk, or in a sandboxed frame. */
export const NO_ORIGIN = 'null';

/** An origin of the web. The host may be one that `URL` writes otherwise, such as one with umlauts. */
const WEB = /^https?:\/\/[^/?#@\\\s]+$/i;
/**
 * An origin of a browser extension or of an app around a web view: `chrome-extension://id`, `tauri://localhost`,
 * `file://`. `URL` knows no origin of these.
 */
const OTHER = /^[a-z][a-z0-9+.-]*:\/\/[\w.~-]*(:\d+)?$/i;

/** An origin in the one form in which origins are compared, `scheme://host[:port]`; null when the text is not one. */
export function originOf(text: string): string | null {
  if (WEB.test(text)) return URL.canParse(text) ? new URL(text).origin : null;
  return text === NO_ORIGIN || (OTHER.test(text) && !/^https?:/i.test(text)) ? text.toLowerCase() : null;
}

/** @throws SpoorError `bad-option` unless pages can have this origin. */
export function checkOrigin(what: string, given: unknown): string {
  return check(what, given, 'https://app.example, chrome-extension://id, tauri://localhost or null', () => true);
}

/** @throws SpoorError `bad-option` unless it is the origin of a site of the web. */
export function checkWebOrigin(what: string, given: unknown): string {
  return check(what, given, 'https://spoor.example', (origin) => WEB.test(origin));
}

function check(what: string, given: unknown, example: string, isWanted: (origin: string) => boolean): string {
  const origin = typeof given === 'string' ? originOf(given) : null;
  if (origin !== null && isWanted(origin)) return origin;
  throw new SpoorError(
    'bad-option',
    `${what} must be like ${instead(given, isWanted) ?? example}, not ${JSON.stringify(given)}.`,
  );
}

/** What to suggest for an address with a path: its origin, which was meant, most likely. */
function instead(given: unknown, isWanted: (origin: string) => boolean): string | null {
  const [start] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(String(given).trim()) ?? [];
  const origin = start === undefined ? null : originOf(start);
  return origin !== null && isWanted(origin) ? origin : null;
}
