import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findOrInstallChromium, LAUNCH_FLAGS } from '../../scripts/browser.mjs';

/**
 * Starts a browser without a window. Close it when the tests are over. `without` are flags of Playwright's own that it
 * is not to have.
 */
export function launchChromium(flags: string[] = [], without: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findOrInstallChromium(),
    args: [...LAUNCH_FLAGS, ...flags],
    ignoreDefaultArgs: without,
  });
}

/** What a page complained of, apart from what a test expects. */
export interface Watched {
  page: Page;
  /** Every line of its console. */
  console: { type: string; text: string }[];
  /** Errors that nobody caught, and errors on the console, unless they were expected. */
  errors: string[];
  /** Throws when there were errors; call it at the end of a test. */
  assertQuiet(): void;
}

/**
 * What Chromium itself writes to the console when a request fails: in a test of faults that is the point. Everything
 * else that a page complains of fails the test.
 */
export const NETWORK_COMPLAINTS = /^Failed to load resource|net::ERR_|blocked by CORS policy/;

/** Opens a page in a profile of its own and collects what it complains of. */
export async function newPage(
  browser: Browser,
  { expect: expected, ...options }: BrowserContextOptions & { expect?: RegExp } = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  return watch(await context.newPage(), expected);
}

/** Collects what a page complains of from now on. */
export function watch(page: Page, expected?: RegExp): Watched {
  const watched: Watched = {
    page,
    console: [],
    errors: [],
    assertQuiet() {
      if (this.errors.length > 0) throw new Error(`The page complained:\n${this.errors.join('\n')}`);
    },
  };
  const note = (text: string) => {
    if (!expected?.test(text)) watched.errors.push(text);
  };
  page.on('console', (message) => {
    watched.console.push({ type: message.type(), text: message.text() });
    if (message.type() === 'error') note(message.text());
  });
  page.on('pageerror', (error) => note(String(error.stack ?? error)));
  page.on('crash', () => note('The page crashed.'));
  return watched;
}
