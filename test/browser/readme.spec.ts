import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { expect, test } from '../support/fixtures';
import { parseRow, type Row } from '../../src/wire/index';
import { newPage } from '../support/browser';
import { codeIn } from '../support/document';
import { openRun, Stage } from '../support/stage';

/** The code of README and docs, run as it is written. React's is in hot-reload.spec.ts. */
const [scriptTag] = codeIn('README.md', 'html');
const [first, tensorflow, pwa] = codeIn('README.md', 'js');
const [trainingTag, importMap] = codeIn('docs/loading.md', 'html');
const [serviceWorker, download] = codeIn('docs/offline.md', 'js');
const [elsewhere] = codeIn('docs/deployment.md', 'js');
const [tables, again] = codeIn('docs/logging.md', 'js');
const [images] = codeIn('docs/images.md', 'js');

let stage: Stage;
let scratch: string;
test.beforeAll(async ({ browser }) => {
  // Inside the repository, so that imports of other packages are found.
  scratch = mkdtempSync(resolve('node_modules/.readme-'));
  stage = await Stage.open({ app: scratch, browser });
});
test.afterAll(async () => {
  await stage.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Bundles a module as a user's Vite would, with the built package under its name. */
async function bundle(source: string): Promise<string> {
  const entry = join(scratch, 'main.js');
  writeFileSync(entry, source);
  const result = (await build({
    root: scratch,
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: {
        'spoor/tfjs': resolve('dist/tfjs.js'),
        'spoor/media': resolve('dist/media.js'),
        'spoor/service-worker': resolve('dist/service-worker.js'),
        spoor: resolve('dist/spoor.js'),
      },
    },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rollup.RollupOutput[];
  return result[0]!.output.find((chunk) => chunk.type === 'chunk')!.code;
}

/** Opens a page of the server's origin with this content. */
async function open(html: string, script?: string): Promise<Page> {
  const { page } = await newPage(stage.browser);
  await page.route('**/app/readme.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.route('**/app/readme.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script ?? '' }),
  );
  await page.route('**/tf.min.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', path: resolve('node_modules/@tensorflow/tfjs/dist/tf.min.js') }),
  );
  await page.route('**/my-spoor-token', (route) => route.fulfill({ body: stage.server.key }));
  await page.goto(stage.pageUrl('readme.html'));
  return page;
}

const MODULE = '<!doctype html><link rel="icon" href="data:," /><script type="module" src="readme.js"></script>';

/** Waits until a run of the project has as many rows, and gives them. */
async function storedRows(
  project: string,
  least: number,
  runId?: string,
): Promise<{ rows: Row[]; files: string[]; state: string }> {
  const read = async () => (runId ? stage.stored(runId, project) : await stage.newest(project));
  await expect.poll(async () => (await read())?.lines.length ?? 0).toBeGreaterThanOrEqual(least);
  const { lines, files, state } = (await read())!;
  return { rows: lines.map(({ text }) => parseRow(text)), files, state };
}

test.describe('the README', () => {
  test('has the snippets that these tests run', () => {
    const inAll = (language: string) =>
      ['README.md', ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))].flatMap(
        (document) => codeIn(document, language),
      );
    expect(inAll('html')).toHaveLength(3);
    expect(inAll('js')).toHaveLength(10);
  });

  test('the first snippet logs and finishes', async () => {
    await open(MODULE, await bundle(first!));
    const { rows } = await storedRows('digits', 100);
    expect(rows).toHaveLength(100);
    expect(rows[99]).toMatchObject({ loss: 0.01, 'val/accuracy': 0.99 });
    await expect.poll(async () => (await stage.newest('digits'))?.state).toBe('finished');
  });

  test('the script tag', async () => {
    const before = await stage.newest('digits');
    await open(`<!doctype html><link rel="icon" href="data:," />${scriptTag}`);
    await expect.poll(async () => (await stage.newest('digits'))?.id).not.toBe(before?.id);
    const { rows } = await storedRows('digits', 1);
    expect(rows).toEqual([expect.objectContaining({ loss: 0.5, note: 'from a script tag' })]);
  });

  test('the script tag of a page that trains', async () => {
    await open(`<!doctype html><link rel="icon" href="data:," />${trainingTag}`);
    // Two epochs of two batches, and their ends.
    const { rows } = await storedRows('points', 6);
    expect(rows.map((row) => row['epoch'])).toEqual([0, 0, 0, 1, 1, 1]);
    expect(rows.filter((row) => typeof row['loss'] === 'number')).toHaveLength(4);
    expect(rows.filter((row) => typeof row['epoch/loss'] === 'number')).toHaveLength(2);
    await expect.poll(async () => (await stage.newest('points'))?.state).toBe('finished');
  });

  test('an import map', async () => {
    const before = await stage.newest('digits');
    await open(`<!doctype html><link rel="icon" href="data:," />${importMap}`);
    await expect.poll(async () => (await stage.newest('digits'))?.id).not.toBe(before?.id);
    const { rows } = await storedRows('digits', 1);
    expect(rows).toEqual([expect.objectContaining({ loss: 0.5 })]);
  });

  test('downloading a run', async () => {
    const before =
      "import { init } from 'spoor'; const run = await init({ project: 'kept', mode: 'offline' }); run.log({ a: 1 });";
    const page = await open(
      MODULE,
      await bundle(
        `${before}\nawait run.flush();\n${download!.replace('link.click();', 'document.body.append(link); document.title = "ready";')}`,
      ),
    );
    await page.waitForFunction(() => document.title === 'ready');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.evaluate(() => document.querySelector('a')!.click()),
    ]);
    expect(file.suggestedFilename()).toMatch(/^kept-[a-z0-9]{8}\.spoor$/);
    expect(gunzipSync(readFileSync(await file.path())).toString()).toContain('"project":"kept"');
  });

  test('TensorFlow.js', async () => {
    const page = await open(MODULE, await bundle(tensorflow!.replace('console.log(', 'document.title += (')));
    // Two epochs of eight batches, two ends of epochs, one row with pictures.
    const { rows, files } = await storedRows('lines', 19);
    expect(rows).toHaveLength(19);
    expect(rows.filter((row) => typeof row['loss'] === 'number')).toHaveLength(16);
    // The page's own callback, beside ours, was given numbers.
    expect(await page.title()).toMatch(/^epoch 0: 0?\.?[\d.e-]+epoch 1: [\d.e-]+$/);
    expect(rows[18]).toMatchObject({
      weights: { _type: 'histogram' },
      sample: { _type: 'image-file', width: 28, height: 28, caption: 'noise' },
    });
    await expect
      .poll(async () => (await stage.newest('lines'))?.files ?? files)
      .toContain((rows[18]!['sample'] as Row)['path']);
  });

  test('images, and pictures in a table', async () => {
    const before = `import * as tf from '@tensorflow/tfjs';
      import * as spoor from 'spoor';
      await tf.setBackend('cpu');
      const run = await spoor.init({ project: 'pictures' });
      const canvas = new OffscreenCanvas(2, 2);
      const context = canvas.getContext('2d');
      const draw = (_canvas, id) => { context.fillStyle = ['red', 'blue'][id]; context.fillRect(0, 0, 2, 2); };
      const wrong = [[0, 'seven', 'one', 7], [1, 'two', 'five', 2]];
      const tensor = tf.tensor2d([[1, 2]]);
      const batch = tf.zeros([2, 2, 2, 3], 'int32');
      draw(canvas, 0);`;
    const after = 'document.title = JSON.stringify(run.status().dropped); await run.finish();';
    const page = await open(MODULE, await bundle(`${before}\n${images}\n${tables}\n${after}`));
    await page.waitForFunction(() => document.title !== '');
    expect(await page.title()).toBe('{}');
    const { rows } = await storedRows('pictures', 3);
    expect(rows).toMatchObject([
      { digit: { _type: 'image-file', width: 2, height: 2, caption: 'a seven' } },
      { samples: { _type: 'images/separated', count: 2 } },
      { mistakes: { _type: 'table-file', ncols: 4, nrows: 2 } },
    ]);
  });

  test('trying again from a step', async () => {
    const before = `import { init } from 'spoor';
      const old = await init({ project: 'digits', id: 'abc' });
      for (let i = 0; i < 300; i++) old.log({ i });
      await old.finish();`;
    const after = 'document.title = `${fork.id} ${same.startingStep}`; await fork.finish(); await same.finish();';
    const page = await open(MODULE, await bundle(`${before}\n${again}\n${after}`));
    await page.waitForFunction(() => document.title.endsWith(' 201'));
    const [id] = (await page.title()).split(' ');
    for (const run of ['abc', id])
      expect((await storedRows('digits', 201, run)).rows.map((row) => row['i'])).toEqual(
        Array.from({ length: 201 }, (_, i) => i),
      );
  });

  test('the app that works offline', async () => {
    const page = await open(MODULE, await bundle(`${pwa}\nwindow.run = run;`));
    await storedRows('field-work', 1, 'tunnel-7');
    expect(await page.evaluate(() => window.run.status().worker)).toBe('inline');
  });

  test('the service worker', async () => {
    writeFileSync(join(scratch, 'service-worker.js'), await bundle(serviceWorker!));
    const page = await open(
      '<!doctype html><link rel="icon" href="data:," /><script src="/sdk/spoor.iife.js"></script>',
    );
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('service-worker.js', { type: 'module' });
      await navigator.serviceWorker.ready;
      // Said as the page goes: without the service worker these would wait for the next one.
      addEventListener('pagehide', () => window.spoor.log({ last: 'words' }));
    });
    await openRun(page, { project: 'field-work', id: 'left-1' });
    await page.goto('about:blank');
    expect((await storedRows('field-work', 1, 'left-1')).rows).toMatchObject([{ last: 'words' }]);
  });

  test('a page of another origin', async () => {
    const page = await open(MODULE);
    // The README's host has no server here: its requests go to ours.
    await page.context().route('https://spoor.example/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const answer = await route.fetch({
        url: stage.server.url + pathname,
        headers: { ...route.request().headers(), origin: stage.server.url },
      });
      await route.fulfill({
        response: answer,
        headers: { ...answer.headers(), 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
      });
    });
    const before = await stage.newest('digits');
    await page.route('**/app/readme.js', async (route) =>
      route.fulfill({ contentType: 'text/javascript', body: await bundle(`${elsewhere}\nrun.log({ far: 1 });`) }),
    );
    await page.reload();
    await expect.poll(async () => (await stage.newest('digits'))?.id).not.toBe(before?.id);
    expect((await storedRows('digits', 1)).rows).toMatchObject([{ far: 1 }]);
  });

  test('downloading a run as the page is loaded', async () => {
    const logs = `import { init } from 'spoor';\nconst run = await init({ project: 'kept', mode: 'offline' });\nrun.log({ a: 1 });`;
    const page = await open(MODULE, '');
    await page.route('**/app/readme.js', async (route) =>
      route.fulfill({ contentType: 'text/javascript', body: await bundle(`${logs}\n${download}`) }),
    );
    const [saved] = await Promise.all([page.waitForEvent('download'), page.reload()]);
    expect(saved.suggestedFilename()).toMatch(/^kept-[a-z0-9]{8}\.spoor$/);
    expect(gunzipSync(readFileSync(await saved.path())).toString()).toContain('\\"a\\":1');
  });
});
