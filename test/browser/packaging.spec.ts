import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { installInto } from '../support/consumer';
import { expect, test } from '../support/fixtures';
import { logRows, rows, type Stage } from '../support/stage';
import { MEDIA_WORDS, VIDEO_WORDS, wordsIn } from './media-words';

/**
 * The package as others get it: packed, installed into a project of its own, bundled by a plain Vite, and served under
 * Content-Security-Policies of other people's making.
 */
let app: string;

/** How a site restricts its pages, and where the engine must run then. */
const SITES = [
  { name: 'anything goes: the worker is inside the library', csp: null, workerUrl: undefined, worker: 'inline' },
  {
    name: "worker-src 'self': the worker is a file of the site",
    csp: "script-src 'self'; worker-src 'self'",
    workerUrl: '/worker.js',
    worker: 'url',
  },
  {
    name: "Trusted Types, and the policy 'spoor' is allowed",
    csp: "require-trusted-types-for 'script'; trusted-types spoor",
    workerUrl: undefined,
    worker: 'inline',
  },
  {
    name: "Trusted Types, the policy 'spoor' is allowed, and the worker is a file of the site",
    csp: "require-trusted-types-for 'script'; trusted-types spoor; worker-src 'self'",
    workerUrl: '/worker.js',
    worker: 'url',
  },
  {
    name: "Trusted Types, and no policy 'spoor': the engine runs in the page",
    csp: "require-trusted-types-for 'script'; trusted-types another",
    workerUrl: '/worker.js',
    worker: 'page',
  },
  {
    name: "a list of policies without 'spoor', and nothing that requires one",
    csp: 'trusted-types another',
    workerUrl: undefined,
    worker: 'inline',
  },
  {
    name: "worker-src 'none': the engine runs in the page",
    csp: "script-src 'self'; worker-src 'none'",
    workerUrl: undefined,
    worker: 'page',
  },
  {
    name: "worker-src 'none', and a workerUrl that is refused too",
    csp: "script-src 'self'; worker-src 'none'",
    workerUrl: '/worker.js',
    worker: 'page',
  },
];

let stage: Stage;
test.beforeEach(({ stage: opened }) => void (stage = opened));
let site: Server;
let siteUrl: string;
let policy: string | null = null;

test.beforeAll(async ({ stage, folder }) => {
  app = folder;
  installInto(app);
  mkdirSync(join(app, 'public'));
  execFileSync('cp', [
    join(app, 'node_modules/spoor/dist/worker.js'),
    join(app, 'node_modules/spoor/dist/spoor.iife.js'),
    join(app, 'public'),
  ]);
  writeFileSync(
    join(app, 'index.html'),
    '<!doctype html><link rel="icon" href="data:," /><script type="module" src="/main.js"></script>',
  );
  writeFileSync(join(app, 'main.js'), "import * as spoor from 'spoor';\nwindow.spoor = spoor;\n");
  writeFileSync(
    join(app, 'public/script.html'),
    '<!doctype html><link rel="icon" href="data:," /><script src="/spoor.iife.js"></script>',
  );
  await build({ root: app, logLevel: 'error', configFile: false });
  site = createServer((request, response) => {
    const name = request.url === '/' ? '/index.html' : request.url!;
    readFile(join(app, 'dist', name)).then(
      (body) => {
        const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
        response.writeHead(200, {
          'content-type': types[extname(name)] ?? 'application/octet-stream',
          ...(policy && { 'content-security-policy': policy }),
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  await stage.allowOrigin(siteUrl);
});

test.afterAll(async () => {
  await new Promise((resolve) => site.close(resolve));
});

test('a web app that installs it gets comlink, idb and ky, and nothing of the server', () => {
  const installed = readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed.sort()).toEqual(['comlink', 'idb', 'ky', 'spoor']);
});

test('it can be imported where there is no page', () => {
  const script =
    "import('spoor').then(async ({ init }) => { const run = await init({ project: 'p' }); run.log({ a: 1 }); console.log(run.mode, (await run.finish()).delivered); })";
  // Playwright Test asks all programs for colours.
  const env = { ...process.env, FORCE_COLOR: '0' };
  expect(execFileSync(process.execPath, ['-e', script], { cwd: app, encoding: 'utf8', env }).trim()).toBe(
    'disabled false',
  );
});

/** All that a plain Vite makes of a module that imports these, also what it would load later. */
async function bundled(source: string): Promise<string> {
  const entry = join(app, 'consumer.js');
  writeFileSync(entry, source);
  const lib = { entry, formats: ['es' as const], fileName: 'consumer' };
  const built = await build({ root: app, configFile: false, logLevel: 'error', build: { write: false, lib } });
  return (built as unknown as { output: { code?: string }[] }[])[0]!.output.map(({ code }) => code ?? '').join();
}

test('an app carries the encoders of what it imports, and no others', async () => {
  const core = await bundled("export { init } from 'spoor';");
  expect(core.length).toBeGreaterThan(50_000);
  expect(wordsIn(core, [...MEDIA_WORDS, ...VIDEO_WORDS])).toEqual([]);
  const withMedia = await bundled("export { init } from 'spoor'; export { Html } from 'spoor/media';");
  expect(wordsIn(withMedia, [...MEDIA_WORDS, ...VIDEO_WORDS])).toEqual(MEDIA_WORDS);
  const withVideo = await bundled("export { init } from 'spoor'; export { Video } from 'spoor/video';");
  expect(wordsIn(withVideo, [...MEDIA_WORDS, ...VIDEO_WORDS])).toEqual(VIDEO_WORDS);
});

test('the docs say what each module costs', () => {
  const rows = readFileSync('docs/loading.md', 'utf8').matchAll(/\| `(spoor[\w.]*\.js)` \| ([\d.]+) kB \|/g);
  const said = new Map([...rows].map(([, file, size]) => [file!, Number(size)]));
  const files = readdirSync('dist').filter((name) => /^spoor.*\.iife\.js$/.test(name));
  expect([...said.keys()].sort()).toEqual(files.sort());
  for (const file of files) {
    const { length } = gzipSync(readFileSync(join('dist', file)), { level: 9 });
    expect(Math.abs(length / 1000 - said.get(file)!), `${file} takes ${length} bytes`).toBeLessThan(1);
  }
});

for (const [name, path] of [
  ['the ESM build, bundled by Vite', '/'],
  ['the script tag', '/script.html'],
] as const) {
  test.describe(`${name}`, () => {
    for (const { name, csp, workerUrl, worker } of SITES) {
      test(`${name}`, async () => {
        policy = csp;
        const page = await openPage(path);
        const id = await openRunHere(page, { workerUrl });
        expect(await page.evaluate(() => window.run.status())).toMatchObject({ worker, storage: 'indexeddb' });
        await logRows(page, 0, 500);
        await page.evaluate(() => window.run.synced());
        await page.evaluate(() => window.run.finish());
        await stage.expectStored(id, rows(0, 500));
        await page.context().close();

        // A browser that has never heard of the run asks the server where it ends, which takes the token.
        const elsewhere = await openPage(path);
        await openRunHere(elsewhere, { workerUrl, id, resume: 'must' });
        expect(await elsewhere.evaluate(() => window.run.startingStep)).toBe(500);
        await logRows(elsewhere, 500, 600);
        await elsewhere.evaluate(() => window.run.finish());
        await stage.expectStored(id, rows(0, 600));
        await elsewhere.context().close();
      });
    }
  });
}

async function openPage(path: string): Promise<Page> {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.goto(siteUrl + path);
  await page.waitForFunction(() => 'spoor' in window);
  return page;
}

/** The page is of another origin than the server, so it brings a token. */
function openRunHere(
  page: Page,
  options: { workerUrl: string | undefined; id?: string; resume?: 'must' },
): Promise<string> {
  return page.evaluate(
    async ({ token, workerUrl, ...given }) => {
      window.run = await window.spoor.init({
        project: 'stage',
        token: () => token,
        ...(workerUrl && { workerUrl }),
        ...given,
      });
      return window.run.id;
    },
    { baseUrl: stage.proxy.url, token: stage.server.key, ...options },
  );
}
