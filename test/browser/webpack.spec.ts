import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installInto } from '../support/consumer';
import { expect, test } from '../support/fixtures';
import { logRows, openRun, rows, Stage } from '../support/stage';
import { MEDIA_WORDS, wordsIn } from './media-words';
import type { Spoor } from './media/logged';

/** The package in apps that webpack builds as it comes, without any settings. */
const APPS = {
  core: "import { init } from 'spoor'; window.spoor = { init };",
  media: "import { init } from 'spoor'; import { Audio } from 'spoor/media'; window.spoor = { init, Audio };",
};

const BUILD = `import webpack from 'webpack';
const [name] = process.argv.slice(2);
const output = { path: new URL('site/' + name, import.meta.url).pathname, filename: 'main.js' };
webpack({ mode: 'production', entry: './' + name + '.js', output }, (error, stats) => {
  if (error) throw error;
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  // That an app is larger than 244 KiB is not a fault of the package.
  const said = [...errors, ...warnings].map(({ message }) => message).filter((text) => !/size limit|limit the size/.test(text));
  if (said.length > 0) throw new Error(said.join('\\n'));
});`;

let site: string;
let stage: Stage;

test.beforeAll(async ({ folder, browser }) => {
  installInto(folder, 'webpack@5.112.2');
  site = join(folder, 'site');
  writeFileSync(join(folder, 'build.mjs'), BUILD);
  for (const [name, source] of Object.entries(APPS)) {
    mkdirSync(join(site, name), { recursive: true });
    writeFileSync(join(folder, `${name}.js`), source);
    writeFileSync(
      join(site, name, 'index.html'),
      '<!doctype html><link rel="icon" href="data:," /><script src="main.js"></script>',
    );
    execFileSync(process.execPath, ['build.mjs', name], { cwd: folder, stdio: 'pipe' });
  }
  stage = await Stage.open({ app: site, browser });
});

test.afterAll(() => stage.close());

/** All that webpack has made of an app, also what it would load later. */
function builtFor(app: keyof typeof APPS): string {
  const scripts = readdirSync(join(site, app)).filter((name) => name.endsWith('.js'));
  return scripts.map((name) => readFileSync(join(site, app, name), 'utf8')).join('\n');
}

/** The page of an app, with a run. */
async function openApp(app: keyof typeof APPS): Promise<{ page: Page; id: string; errors: string[] }> {
  const page = await stage.openPage(`${app}/index.html`);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.waitForFunction(() => 'spoor' in window);
  const id = await openRun(page);
  return { page, id, errors };
}

test('an app that imports only `init` carries nothing of the media, and delivers from its worker', async () => {
  const built = builtFor('core');
  expect(built.length).toBeGreaterThan(50_000);
  expect(wordsIn(built, MEDIA_WORDS)).toEqual([]);
  const { page, id, errors } = await openApp('core');
  expect(await page.evaluate(() => window.run.status())).toMatchObject({ worker: 'inline', storage: 'indexeddb' });
  await logRows(page, 0, 50);
  await page.evaluate(() => window.run.finish());
  await stage.expectStored(id, rows(0, 50));
  expect(errors).toEqual([]);
});

test('an app that imports Audio writes a sound in the worker of its encoders', async () => {
  expect(wordsIn(builtFor('media'), MEDIA_WORDS)).toContain('audio-file');
  const { page, id, errors } = await openApp('media');
  expect(page.workers()).toHaveLength(1);
  await page.evaluate(() => {
    const { Audio } = window.spoor as unknown as Spoor;
    window.run.log({ tone: new Audio(new Float32Array(800).fill(0.5), { sampleRate: 8000 }) });
    return window.run.synced();
  });
  expect(page.workers()).toHaveLength(2);
  expect(await page.evaluate(() => window.run.status().dropped)).toEqual({});
  await page.evaluate(() => window.run.finish());
  const { tone } = JSON.parse(stage.stored(id)!.lines[0]!.text) as { tone: { _type: string; path: string } };
  expect(tone._type).toBe('audio-file');
  const bytes = Buffer.from(await stage.file(id, tone.path));
  expect([bytes.toString('latin1', 0, 4), bytes.length]).toEqual(['RIFF', 44 + 2 * 800]);
  expect(errors).toEqual([]);
});
