import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { basicAuthorization } from '../../src/wire/index';
import { startChromiumProcess, type ChromiumProcess } from '../support/browser-process';
import { readStored, type StoredRun } from '../support/oracle';
import { startProxy, type FaultProxy } from '../support/proxy';
import { spawnServer, type SpawnedServer } from '../support/server';
import { Network, type NetworkFault } from './network';

const PAGES = resolve('test/browser/pages');
const PROJECT = 'faults';
const LIBRARY = '/sdk/spoor.iife.js';

const sites = new Set<Promise<Site>>();

/** Ends the browsers and servers of the rounds that are being played: for a harness that is stopped. */
export async function closeSites(): Promise<void> {
  for (const site of sites) await (await site).close();
}

/**
 * What one round has to itself: a server on an empty folder, a network before it, and a browser on an empty profile.
 */
export class Site {
  readonly folder: string;
  readonly proxy: FaultProxy;
  readonly network: Network;
  browser: ChromiumProcess;
  #server: SpawnedServer;

  private constructor(
    folder: string,
    server: SpawnedServer,
    proxy: FaultProxy,
    network: Network,
    browser: ChromiumProcess,
  ) {
    this.folder = folder;
    this.proxy = proxy;
    this.network = network;
    this.browser = browser;
    this.#server = server;
  }

  /** @param library what pages get for Spoor; null is the built package. */
  static open(struck: (name: NetworkFault) => void, library: string | null): Promise<Site> {
    const site = Site.#open(struck, library);
    sites.add(site);
    return site;
  }

  static async #open(struck: (name: NetworkFault) => void, library: string | null): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-faults-'));
    const [server, browser] = await Promise.all([
      spawnServer({ data: join(folder, 'data'), app: PAGES }),
      startChromiumProcess(join(folder, 'profile')),
    ]);
    const network = new Network(struck);
    const proxy = await startProxy(server.url, {
      spare: (path) => path.startsWith('/app/') || path.startsWith('/sdk/'),
      own: (request, response) => {
        if (library === null || request.url !== LIBRARY) return false;
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(library);
        return true;
      },
    });
    proxy.plan = (request) => {
      const { method, path } = request;
      // By HEAD the engine asks for what is needed to get a token.
      const isPage = method !== 'HEAD' && (path.startsWith('/app/') || path.startsWith('/sdk/'));
      return isPage ? null : network.plan(request);
    };
    return new Site(folder, server, proxy, network, browser);
  }

  url(page: 'index.html' | 'elsewhere.html' = 'index.html'): string {
    return `${this.proxy.url}/app/${page}`;
  }

  /** SIGKILL, and another on the same folder and port after a while. */
  async killServer(downMs: number): Promise<void> {
    await this.#server.kill('SIGKILL');
    await delay(downMs);
    this.#server = await spawnServer({
      port: Number(new URL(this.#server.url).port),
      data: join(this.folder, 'data'),
      app: PAGES,
    });
  }

  /** SIGKILL, and another on the same profile. Returns when the signal was sent, in milliseconds since 1970. */
  async killBrowser(): Promise<number> {
    const at = Date.now();
    await this.browser.kill();
    this.browser = await startChromiumProcess(join(this.folder, 'profile'));
    return at;
  }

  heal(): void {
    this.network.heal();
    this.proxy.mend();
  }

  stored(run: string): StoredRun | null {
    return readStored(join(this.folder, 'data'), PROJECT, run);
  }

  /** Whether a run file is there whole. */
  async hasFile(run: string, path: string, sha256: string): Promise<boolean> {
    const address = ['files', 'local', PROJECT, run, ...path.split('/')].map(encodeURIComponent).join('/');
    const response = await fetch(`${this.#server.url}/${address}`, {
      headers: { authorization: basicAuthorization(this.#server.key) },
    });
    if (!response.ok) return false;
    return (
      createHash('sha256')
        .update(Buffer.from(await response.arrayBuffer()))
        .digest('hex') === sha256
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.browser.kill(), this.proxy.close(), this.#server.kill('SIGKILL')]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    for (const site of sites) if ((await site) === this) sites.delete(site);
  }
}
