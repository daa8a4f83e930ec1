import { setTimeout as delay } from 'node:timers/promises';

/** A browser engine that the suite knows how to drive. */
export interface Engine {
  /** As the table of support calls it. */
  name: string;
  /** What is to be installed when the engine is not here; null when it is. */
  missing: string | null;
  /** Starts it on a profile folder, where what it keeps is on disk and a later start finds it. */
  start(profile: string): Promise<EngineBrowser>;
}

/** A running browser, one process group of its own. */
export interface EngineBrowser {
  version: string;
  newPage(): Promise<EnginePage>;
  /** SIGKILL to all its processes; resolves when they are gone. */
  kill(): Promise<void>;
  /** An orderly end, which writes everything to disk. */
  close(): Promise<void>;
}

/** Where a function can be called in a page. */
export interface InPage {
  /** Calls the function in the page with a JSON value, and gives the JSON value that it, or its promise, results in. */
  evaluate<R, A>(work: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  evaluate<R>(work: () => R | Promise<R>): Promise<R>;
}

/** One tab. Playwright's names, so that what is written for its pages runs here too. */
export interface EnginePage extends InPage {
  /** Resolves when the page is loaded. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Resolves when the page before is there, loaded anew or from the back/forward cache. */
  goBack(): Promise<void>;
  /** Closes the tab as its own button does. */
  close(): Promise<void>;
  /** What is to be seen, as PNG; null where Playwright Test takes a picture by itself. */
  screenshot(): Promise<Buffer | null>;
}

const DEADLINE_MS = 300_000;

/**
 * Goes back by the page's own history and waits for the page that comes. (What drivers wait for is a load, and a page
 * from the back/forward cache does not load.)
 */
export async function goBack(page: InPage): Promise<void> {
  const from = await page.evaluate(() => {
    setTimeout(() => history.back());
    return location.href;
  });
  const deadline = Date.now() + DEADLINE_MS;
  while (Date.now() < deadline) {
    await delay(50);
    // Asked while the pages change, a driver may have no page to answer from.
    const at = await page.evaluate(() => ({ href: location.href, state: document.readyState })).catch(() => null);
    if (at !== null && at.href !== from && at.state === 'complete') return;
  }
  throw new Error(`The page before ${from} did not come back within ${DEADLINE_MS / 1000} s.`);
}
