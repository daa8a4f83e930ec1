import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineBrowser, EnginePage } from '../support/engines';
import { openRun, Stage } from '../support/stage';

/** One engine on one profile, before a server of its own: the world of all tests of that engine. */
export class Site {
  readonly stage: Stage<EngineBrowser>;
  readonly #engine: Engine;
  readonly #profile: string;
  readonly #pages = new Set<EnginePage>();

  private constructor(stage: Stage<EngineBrowser>, engine: Engine, profile: string) {
    this.stage = stage;
    this.#engine = engine;
    this.#profile = profile;
  }

  static async open(engine: Engine): Promise<Site> {
    const profile = mkdtempSync(join(tmpdir(), 'spoor-profile-'));
    return new Site(await Stage.open({ launch: () => engine.start(profile) }), engine, profile);
  }

  async openPage(name?: string): Promise<EnginePage> {
    const page = await this.stage.browser.newPage();
    this.#pages.add(page);
    await page.goto(this.stage.pageUrl(name));
    return page;
  }

  /** A page with a run, as `window.run`. */
  async openRun(options?: Record<string, unknown>, name?: string): Promise<{ page: EnginePage; id: string }> {
    const page = await this.openPage(name);
    return { page, id: await openRun(page, options) };
  }

  async closePage(page: EnginePage): Promise<void> {
    this.#pages.delete(page);
    await page.close();
  }

  /** Of each page that is open; one that cannot give a picture any more has none. */
  async screenshots(): Promise<Buffer[]> {
    const taken = await Promise.all([...this.#pages].map((page) => page.screenshot().catch(() => null)));
    return taken.filter((picture) => picture !== null);
  }

  /** SIGKILL to the whole browser, and a new one on the same profile. */
  async killBrowser(): Promise<void> {
    this.#pages.clear();
    await this.stage.browser.kill();
    this.stage.browser = await this.#engine.start(this.#profile);
  }

  /** Between two tests. */
  async clear(): Promise<void> {
    this.stage.proxy.mend();
    for (const page of this.#pages) await this.closePage(page);
  }

  async close(): Promise<void> {
    await this.stage.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}
