import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { expect, test } from '../support/fixtures';
import type { Run } from '../../src/index';

/** The package installed beside the real React, under a real development server. */
let app: string;

/** What is logged of one effect is what the README shows. */
const MAIN = `
  import { createElement, StrictMode, useEffect } from 'react';
  import { createRoot } from 'react-dom/client';
  import * as spoor from 'spoor';
  import './train.js';
  const opened = [];
  const ends = new URLSearchParams(location.search).has('ends');
  function App() {
    useEffect(() => {
      const opening = spoor.init({ project: 'p', id: 'session-7', mode: 'offline' });
      opened.push(opening);
      opening.then((run) => run.log({ mounted: 1 }));
      return ends ? () => void opening.then((run) => run.finish()) : undefined;
    }, []);
    return null;
  }
  createRoot(document.body.appendChild(document.createElement('main'))).render(createElement(StrictMode, null, createElement(App)));
  Object.assign(window, { spoor, opened });`;

const train = (lr: number) => `
  import { init } from 'spoor';
  const run = await init({ project: 'hot', id: 'x', mode: 'offline', config: { lr: ${lr} } });
  run.log({ lr: ${lr} });
  window.trained = [...(window.trained ?? []), run];
  import.meta.hot.accept();`;

interface Trained {
  opened: Promise<Run>[];
  trained: Run[];
}

let server: ViteDevServer;

test.beforeAll(async ({ folder }) => {
  app = folder;
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', app], { encoding: 'utf8' }),
  ) as { filename: string }[];
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }');
  const packages = [join(app, packed!.filename), 'react@19.2.0', 'react-dom@19.2.0'];
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: app, stdio: 'pipe' });
  writeFileSync(
    join(app, 'index.html'),
    '<!doctype html><link rel="icon" href="data:," /><body><script type="module" src="/main.js"></script></body>',
  );
  writeFileSync(join(app, 'main.js'), MAIN);
  writeFileSync(join(app, 'train.js'), train(1));
  server = await createServer({
    root: app,
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0 },
  });
  await server.listen();
});
test.afterAll(async () => {
  await server.close();
});

async function openApp(page: Page, search = ''): Promise<void> {
  await page.goto(server.resolvedUrls!.local[0]! + search);
  await page.waitForFunction(() => 'opened' in window && (window as unknown as Trained).opened.length === 2);
}

/** What the two effects of StrictMode have got, and what this browser has of it. */
const outcome = (page: Page) =>
  page.evaluate(async () => {
    const [first, second] = await Promise.all((window as unknown as Trained).opened);
    await second!.flush();
    const stored = (await window.spoor.runs()).filter(({ project }) => project === 'p');
    return { isOne: first === second, state: second!.status().state, rows: stored.map(({ waiting }) => waiting.rows) };
  });

test('React: an effect that StrictMode runs twice has one run', async ({ page }) => {
  await openApp(page);
  expect(await outcome(page)).toEqual({ isOne: true, state: 'running', rows: [2] });
});

test('React: with a cleanup that finishes it, the second effect goes on with it', async ({ page }) => {
  await openApp(page, '?ends');
  expect(await outcome(page)).toEqual({ isOne: false, state: 'running', rows: [2] });
});

test('hot reload: a module that is loaded anew gets the run that is open, with its new config', async ({ page }) => {
  await openApp(page);
  writeFileSync(join(app, 'train.js'), train(2));
  await page.waitForFunction(() => (window as unknown as Trained).trained.length === 2);
  const found = await page.evaluate(async () => {
    const [first, second] = (window as unknown as Trained).trained;
    await second!.flush();
    return { isOne: first === second, lr: second!.config['lr'], logged: second!.status().logged };
  });
  expect(found).toEqual({ isOne: true, lr: 2, logged: 2 });
});
