import { resolve } from 'node:path';
import { expect, test } from '../support/fixtures';
import type * as spoorModule from '../../src/index';
import { logRows, openRun, rows } from '../support/stage';

/** The whole library as one ES module, without a bundler. */

for (const { name, worker } of [
  { name: 'import-map.html', worker: 'inline' },
  { name: 'import-no-worker.html', worker: 'page' },
] as const) {
  test(`${name}: one file is all that is loaded, and rows arrive`, async ({ stage }) => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(stage.pageUrl(name));
    await page.waitForFunction(() => 'spoor' in window);
    const id = await openRun(page);
    expect(await page.evaluate(() => window.run.status())).toMatchObject({ worker, storage: 'indexeddb' });
    await logRows(page, 0, 50);
    await page.evaluate(() => window.run.finish());
    await stage.expectStored(id, rows(0, 50));
    const entry = (await import(resolve('dist/spoor.js'))) as object;
    expect(await page.evaluate(() => Object.keys(window.spoor).sort())).toEqual(Object.keys(entry).sort());
    const scripts = loaded.filter((path) => path.startsWith('/sdk/'));
    expect(scripts.sort()).toEqual(
      worker === 'inline' ? ['/sdk/spoor.esm.js', '/sdk/spoor.tfjs.esm.js'] : ['/sdk/spoor.esm.js'],
    );
    await context.close();
  });
}

test('spoor/tfjs finds the same errors as the module beside it', async ({ stage }) => {
  const page = await stage.openPage('import-map.html');
  await page.waitForFunction(() => 'spoor' in window);
  const code = await page.evaluate(async () => {
    const { fitCallbacks, spoor } = window as unknown as {
      fitCallbacks: (run: unknown, options: object) => void;
      spoor: typeof spoorModule;
    };
    const run = await spoor.init({ project: 'stage', mode: 'disabled' });
    try {
      fitCallbacks(run, {});
    } catch (error) {
      return spoor.isSpoorError(error) && error.code;
    }
    return null;
  });
  expect(code).toBe('bad-option');
  await page.context().close();
});
