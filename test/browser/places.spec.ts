import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { createServer as createViteServer, type ViteDevServer } from 'vite';
import { findOrInstallChromium, LAUNCH_FLAGS } from '../../scripts/browser.mjs';
import { newPage, NETWORK_COMPLAINTS } from '../support/browser';
import { codeIn } from '../support/document';
import { compareRows, isExact, readStored } from '../support/oracle';
import { freePort, spawnServer, type SpawnedServer } from '../support/server';
import { logRows, openRun, rows } from '../support/stage';
import { startTlsProxy, type TlsProxy } from '../support/tls-proxy';

/**
 * Where pages are that a server of its own, without more ado, does not serve: behind a proxy, under a dev server, on
 * disk.
 */
const PAGES = resolve('test/browser/pages');

let browser: Browser;
test.beforeEach(({ browser: opened }) => void (browser = opened));
let folder: string;
let server: SpawnedServer;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'spoor-places-'))));
test.afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const data = () => join(folder, 'spoor-data');

/** Logs rows and a file in a page that has the library, and compares what the server has. */
async function logHere(page: Page, options: Record<string, unknown> = {}): Promise<void> {
  const id = await openRun(page, options);
  await logRows(page, 0, 200);
  await page.evaluate(() => window.run.save(new Blob(['hello']), { as: 'note.txt' }));
  expect(await page.evaluate(() => window.run.finish())).toEqual({ delivered: true });
  const stored = readStored(data(), 'stage', id)!;
  expect(isExact(compareRows(rows(0, 200), stored.lines))).toBe(true);
  expect(stored).toMatchObject({ state: 'finished', files: ['note.txt'] });
}

test.describe('behind a proxy for TLS', () => {
  let proxy: TlsProxy;
  test.afterEach(() => proxy.close());

  for (const keepsHost of [true, false] as const) {
    test(`a person logs in by the form, and a page of the app logs; the proxy keeps the Host: ${keepsHost}`, async () => {
      proxy = await startTlsProxy({ keepsHost });
      const port = await freePort();
      proxy.target = `http://127.0.0.1:${port}`;
      server = await spawnServer({ port, data: data(), app: PAGES, publicUrl: proxy.url });
      expect(server.loginUrl).toBe(`${proxy.url}/?token=${server.key}`);
      const { page } = await newPage(browser, { ignoreHTTPSErrors: true, expect: NETWORK_COMPLAINTS });

      // Not logged in, the page gets no token, and says what to do.
      await page.goto(`${proxy.url}/app/index.html`);
      await openRun(page);
      await expect(async () => {
        const { problem, link } = await page.evaluate(() => window.run.status());
        expect([link, problem?.message]).toEqual(['refused', expect.stringContaining('log in')]);
      }).toPass();

      await page.goto(`${proxy.url}/local/stage`);
      await page.getByLabel('Key of this server').fill('not the key');
      await page.getByRole('button', { name: 'Log in' }).click();
      await expect.poll(() => page.getByRole('alert').textContent()).toContain('does not know this key');
      expect(await page.getByLabel('Key of this server').evaluate((field) => field === document.activeElement)).toBe(
        true,
      );
      await page.getByLabel('Key of this server').fill(server.key);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${proxy.url}/local/stage`);
      await expect.poll(() => page.title()).toContain('stage');
      const [cookie] = await page.context().cookies();
      expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict' });

      await page.goto(`${proxy.url}/app/index.html`);
      await logHere(page);
    });
  }
});

test.describe('a page that was opened from disk', () => {
  const open = async () => {
    const path = join(folder, 'page.html');
    symlinkSync(resolve('dist/spoor.iife.js'), join(folder, 'spoor.js'));
    writeFileSync(path, '<!doctype html><meta charset="utf-8"><script src="spoor.js"></script>');
    const { page } = await newPage(browser, { expect: NETWORK_COMPLAINTS });
    await page.goto(pathToFileURL(path).href);
    return page;
  };

  test('is told by init() what it needs, and logs when it has it', async () => {
    server = await spawnServer({ data: data(), allowOrigins: ['null'] });
    const page = await open();
    const said = await page.evaluate(() =>
      window.spoor.init({ project: 'stage' }).catch((error: Error) => error.message),
    );
    expect(said).toContain('give init() a baseUrl and a token, and start the server with --allow-origin null');
    await logHere(page, { baseUrl: server.url, token: server.key });
  });

  test('is told which origin a server has to allow that does not', async () => {
    server = await spawnServer({ data: data() });
    const page = await open();
    await openRun(page, { baseUrl: server.url, token: server.key });
    await expect(async () => {
      const { problem } = await page.evaluate(() => window.run.status());
      expect(problem?.message).toContain('--allow-origin null');
    }).toPass();
  });
});

test.describe('a page of a browser extension', () => {
  test('is refused with advice that lets it in', async () => {
    const extension = join(folder, 'extension');
    mkdirSync(extension);
    copyFileSync('dist/spoor.iife.js', join(extension, 'spoor.js'));
    writeFileSync(
      join(extension, 'page.html'),
      '<!doctype html><meta charset="utf-8"><script src="spoor.js"></script>',
    );
    writeFileSync(join(extension, 'background.js'), '');
    writeFileSync(
      join(extension, 'manifest.json'),
      JSON.stringify({
        manifest_version: 3,
        name: 'Tries',
        version: '1',
        background: { service_worker: 'background.js' },
      }),
    );
    server = await spawnServer({ data: data() });
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: findOrInstallChromium(),
      args: [
        ...LAUNCH_FLAGS,
        '--headless=new',
        `--disable-extensions-except=${extension}`,
        `--load-extension=${extension}`,
      ],
    });
    try {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
      const { origin } = await worker.evaluate(() => ({ origin: self.origin }));
      expect(origin).toMatch(/^chrome-extension:\/\/[a-p]{32}$/);
      const page = await context.newPage();
      await page.goto(`${origin}/page.html`);
      const said = await page.evaluate(() =>
        window.spoor.init({ project: 'stage' }).catch((error: Error) => error.message),
      );
      const [, advised] = /start the server with --allow-origin (\S+)\.$/.exec(said as string)!;
      const port = Number(new URL(server.url).port);
      await server.stop();
      server = await spawnServer({ port, data: data(), allowOrigins: [advised!] });
      await logHere(page, { baseUrl: server.url, token: server.key });
    } finally {
      await context.close();
    }
  });
});

test.describe('under a dev server', () => {
  let vite: ViteDevServer;
  test.afterEach(() => vite.close());

  test('a page logs by the proxy of the documentation, without baseUrl and token', async () => {
    server = await spawnServer({ data: data() });
    const [config] = codeIn('docs/loading.md', 'ts');
    const source = config!
      .replace('http://127.0.0.1:8080', server.url)
      .replace("'../spoor-data/key'", JSON.stringify(join(data(), 'key')));
    const root = mkdtempSync(resolve('node_modules/.places-'));
    try {
      mkdirSync(join(root, 'public'));
      symlinkSync(resolve('dist/spoor.iife.js'), join(root, 'public/spoor.js'));
      writeFileSync(
        join(root, 'index.html'),
        '<!doctype html><link rel="icon" href="data:," /><script src="/spoor.js"></script>',
      );
      writeFileSync(join(root, 'vite.config.ts'), source);
      vite = await createViteServer({
        root,
        configFile: join(root, 'vite.config.ts'),
        logLevel: 'error',
        server: { port: await freePort() },
      });
      await vite.listen();
      const { page } = await newPage(browser);
      await page.goto(vite.resolvedUrls!.local[0]!);
      await logHere(page);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
    expect(existsSync(root)).toBe(false);
  });
});
