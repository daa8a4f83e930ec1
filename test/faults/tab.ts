import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import type { ChromiumProcess } from '../support/browser-process';
import { PROGRAM, type Report } from './trainee';

const PATIENCE_MS = 60_000;

/**
 * A tab, driven through the debugger's protocol: Playwright's own page loses its way when a document comes back from
 * the back/forward cache.
 */
export class Tab {
  readonly #page: Page;
  readonly #session: CDPSession;
  /** The openings of runs that its document holds, by their first numbers. */
  readonly holds = new Set<number>();

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** @param trace told of what its pages say on the console. */
  static async open(
    browser: ChromiumProcess,
    url: string,
    hear: (tab: Tab, report: Report) => void,
    trace: (sentence: string) => void,
  ): Promise<Tab> {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    const tab = new Tab(page, session);
    session.on('Runtime.bindingCalled', ({ payload }) => hear(tab, JSON.parse(payload) as Report));
    session.on('Runtime.consoleAPICalled', ({ type, args }) =>
      trace(`console.${type}: ${args.map(({ value, description }) => value ?? description).join(' ')}`),
    );
    session.on('Runtime.exceptionThrown', ({ exceptionDetails }) =>
      trace(`uncaught: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`),
    );
    await session.send('Runtime.enable');
    await session.send('Page.enable');
    await session.send('Runtime.addBinding', { name: 'report' });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: PROGRAM });
    await tab.go(url);
    return tab;
  }

  /** Evaluates an expression in the document that is shown now; promises are awaited. */
  async evaluate<T = unknown>(expression: string, patience = PATIENCE_MS): Promise<T> {
    const evaluated = this.#session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const late = delay(patience, null, { ref: false });
    const answer = await Promise.race([evaluated, late]);
    if (answer === null)
      throw new Error(`The page did not answer within ${patience / 1000} s: ${expression.slice(0, 100)}`);
    if (answer.exceptionDetails)
      throw new Error(`${expression.slice(0, 100)}: ${answer.exceptionDetails.exception?.description}`);
    return answer.result.value as T;
  }

  async go(url: string): Promise<void> {
    await this.#leave(() => this.#session.send('Page.navigate', { url }));
  }

  async reload(): Promise<void> {
    await this.#leave(() => this.#session.send('Page.reload'));
  }

  /** One step back in the history. True when the document came from the back/forward cache, as it was. */
  async back(): Promise<boolean> {
    await this.#leave(() => this.evaluate('setTimeout(() => history.back())'));
    return this.evaluate<boolean>('window.isOld === true');
  }

  async freeze(ms: number): Promise<void> {
    await this.#session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await delay(ms);
    await this.#session.send('Page.setWebLifecycleState', { state: 'active' });
  }

  /** Ends the renderer, and with it the page and its worker. */
  async crash(): Promise<void> {
    const crashed = new Promise((resolve) => this.#page.once('crash', resolve));
    void this.#session.send('Page.crash').catch(() => undefined);
    await Promise.race([crashed, delay(5_000, null, { ref: false })]);
    await this.#page.close();
  }

  /** Closes the tab as its user does: the page hears `pagehide`. */
  close(): Promise<void> {
    return this.#page.close({ runBeforeUnload: false });
  }

  /** Does what makes another document appear, and waits until that one is loaded. */
  async #leave(go: () => Promise<unknown>): Promise<void> {
    const mark = Math.random();
    await this.evaluate(`window.isOld = true; window.mark = ${mark}`);
    await go();
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(10)) {
      const state = await this.evaluate<string>(`window.mark === ${mark} ? 'same' : document.readyState`).catch(
        () => 'between',
      );
      if (state === 'complete') return;
    }
    throw new Error(`The tab did not load a page within ${PATIENCE_MS / 1000} s.`);
  }
}
