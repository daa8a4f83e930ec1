/**
 * What pages are known to change, as it was when Spoor was loaded. Test tools put a clock of their own into a page
 * (Sinon, Jest, Cypress), and old libraries another JSON.
 *
 * Here it ends. `fetch` is wrapped on purpose, by whoever adds a header. Timers are the page's: one that stops them
 * holds up what waits, and loses nothing. A page that breaks `Map` or `Promise` breaks itself. What a page adds to
 * prototypes is no matter of when: Spoor asks for own keys only (never `for…in`), and no `toJSON` is called for what is
 * its own.
 */

/** For texts. For what has members there are `formatLine` and `formatJson`. */
export const stringify: (value: unknown, replacer?: (key: string, value: unknown) => unknown) => string =
  JSON.stringify;

/** The one way of all texts into the page: some pages have another, which makes dates of texts, for example. */
export const parseJson: (text: string, reviver?: (key: string, value: unknown) => unknown) => unknown = JSON.parse;

/** Unix time in milliseconds. It may be set back and forth: only for what is told as a time. */
export const wallTime: () => number = Date.now;

/** Milliseconds since some moment, for durations. On some systems it stands still while the machine sleeps. */
export const steadyTime: () => number = performance.now.bind(performance);
