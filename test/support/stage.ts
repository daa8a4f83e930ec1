import { deepStrictEqual } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type * as spoorModule from '../../src/index';
import type { Run } from '../../src/index';
import { basicAuthorization } from '../../src/wire/index';
import { launchChromium } from './browser';
import type { InPage } from './engines';
import { compareRows, isExact, readStored, type LoggedRow } from './oracle';
import { startProxy, type FaultProxy } from './proxy';
import { spawnServer } from './server';

const PAGES = resolve('test/browser/pages');
/** When rows that have not come will not come, on the slowest of machines. */
const STORED_DEADLINE_MS = 300_000;

type Server = Awaited<ReturnType<typeof spawnServer>>;

interface Closable {
  close(): Promise<unknown>;
}

/**
 * The real parts, put together as users do: the built server on a folder of its own, a faulty network before it, and a
 * browser, Chromium unless another is given. Pages are served by the server itself, through the network, so that they
 * are of its origin.
 */
export class Stage<B extends Closable = Browser> {
  readonly data: string;
  /** The folder of the pages. */
  readonly app: string;
  readonly proxy: FaultProxy;
  browser: B;
  server: Server;
  /** A browser that was given is closed by whoever gave it. */
  readonly #isBrowserGiven: boolean;

  private constructor(data: string, app: string, server: Server, proxy: FaultProxy, browser: B, isGiven: boolean) {
    this.data = data;
    this.app = app;
    this.server = server;
    this.proxy = proxy;
    this.browser = browser;
    this.#isBrowserGiven = isGiven;
  }

  static async open(options?: { app?: string; browser?: Browser }): Promise<Stage>;
  static async open<B extends Closable>(options: { app?: string; launch: () => Promise<B> }): Promise<Stage<B>>;
  static async open({
    app = PAGES,
    browser,
    launch = launchChromium,
  }: { app?: string; browser?: Closable; launch?: () => Promise<Closable> } = {}): Promise<Stage<Closable>> {
    const data = mkdtempSync(join(tmpdir(), 'spoor-stage-'));
    const server = await spawnServer({ port: 0, data, app });
    // Only what Spoor sends is at the mercy of the network; the page itself must load.
    const proxy = await startProxy(server.url, {
      spare: (path) => path.startsWith('/app/') || path.startsWith('/sdk/'),
    });
    return new Stage(data, app, server, proxy, browser ?? (await launch()), browser !== undefined);
  }

  pageUrl(name = 'index.html'): string {
    return `${this.proxy.url}/app/${name}`;
  }

  /** A page of a profile of its own, unless a context is given. */
  async openPage(this: Stage, name = 'index.html'): Promise<Page> {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    await page.goto(this.pageUrl(name));
    return page;
  }

  /** Kills the server as a power failure would, and starts another on the same folder and port. */
  async killServer(): Promise<void> {
    await this.server.kill('SIGKILL');
    await this.startServer();
  }

  /** Starts the server anew with another origin whose pages may send. */
  async allowOrigin(origin: string): Promise<void> {
    await this.server.stop();
    await this.startServer([origin]);
  }

  /** Starts a server on the same folder and port, after the one before was stopped. */
  async startServer(allowOrigins: string[] = []): Promise<void> {
    this.server = await spawnServer({
      port: Number(new URL(this.server.url).port),
      data: this.data,
      app: this.app,
      allowOrigins,
    });
  }

  stored(runId: string, project = 'stage'): ReturnType<typeof readStored> {
    return readStored(this.data, project, runId);
  }

  /** The run of a project that was made last, with what is stored of it; null when there is none. */
  async newest(project: string): Promise<({ id: string } & NonNullable<ReturnType<typeof readStored>>) | null> {
    type Found = { project: { runs: { edges: { node: { name: string } }[] } } | null };
    const found = await this.graphql<Found>(
      'query($project: String!) { project(name: $project, entityName: "local") { runs(first: 1, order: "-created_at") { edges { node { name } } } } }',
      { project },
    );
    const id = found.project?.runs.edges[0]?.node.name;
    const stored = id === undefined ? null : this.stored(id, project);
    return stored && { id: id!, ...stored };
  }

  /** The bytes of a run file, as a reader gets them. */
  async file(runId: string, path: string, project = 'stage'): Promise<Uint8Array> {
    const address = ['files', 'local', project, runId, ...path.split('/')].map(encodeURIComponent).join('/');
    const response = await fetch(`${this.server.url}/${address}`, {
      headers: { authorization: basicAuthorization(this.server.key) },
    });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** State and last sign of life of a run, as readers see them; null before the server has heard of it. */
  async run(runId: string, project = 'stage'): Promise<{ state: string; heartbeatAt: string } | null> {
    const found = await this.graphql<{ project: { run: { state: string; heartbeatAt: string } | null } | null }>(
      'query($project: String!, $run: String!) { project(name: $project, entityName: "local") { run(name: $run) { state heartbeatAt } } }',
      { project, run: runId },
    );
    return found.project?.run ?? null;
  }

  /** Asks a run to stop, as the dashboard's button does. */
  async requestStop(runId: string, project = 'stage'): Promise<void> {
    const found = await this.graphql<{ project: { run: { id: string } } }>(
      'query($project: String!, $run: String!) { project(name: $project, entityName: "local") { run(name: $run) { id } } }',
      { project, run: runId },
    );
    await this.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', { id: found.project.run.id });
  }

  /** Asks the server as its owner. */
  async graphql<T>(query: string, variables: object): Promise<T> {
    const response = await fetch(`${this.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basicAuthorization(this.server.key) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] };
    if (errors) throw new Error(errors[0]!.message);
    return data;
  }

  /** Waits until the server holds exactly these rows, and fails with what is different. */
  async expectStored(runId: string, logged: LoggedRow[]): Promise<void> {
    const deadline = Date.now() + STORED_DEADLINE_MS;
    for (;;) {
      const stored = this.stored(runId);
      const comparison = compareRows(logged, stored?.lines ?? [], stored?.files ?? []);
      if (isExact(comparison)) break;
      if (Date.now() > deadline) return deepStrictEqual(shorten(comparison), shorten(compareRows([], [])));
      await delay(250);
    }
    deepStrictEqual(this.stored(runId)!.lines.length, logged.length);
  }

  async close(): Promise<void> {
    if (!this.#isBrowserGiven) await this.browser.close();
    await this.proxy.close();
    await this.server.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Rows `from` to `to` as the pages log them: a value for each step that no other step has. */
export function rows(from: number, to: number): LoggedRow[] {
  return Array.from({ length: to - from }, (_, i) => ({
    step: from + i,
    values: { loss: 1 / (from + i + 1), batch: from + i },
  }));
}

/** Logs rows `from` to `to` in the page, to the run that the page has opened as `window.run`. */
export async function logRows(page: InPage, from: number, to: number): Promise<void> {
  await page.evaluate(
    ([first, last]) => {
      for (let i = first!; i < last!; i++) window.run.log({ loss: 1 / (i + 1), batch: i });
    },
    [from, to],
  );
}

/** Opens a run in the page, as `window.run`. */
export async function openRun(page: InPage, options: Record<string, unknown> = {}): Promise<string> {
  return page.evaluate(async (given) => {
    window.run = await window.spoor.init({ project: 'stage', ...given });
    return window.run.id;
  }, options);
}

function shorten(comparison: ReturnType<typeof compareRows>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(comparison).map(([name, list]: [string, unknown[]]) => [
      name,
      { count: list.length, first: list.slice(0, 3) },
    ]),
  );
}

declare global {
  interface Window {
    spoor: typeof spoorModule;
    run: Run;
  }
}
