import type { Page } from 'playwright-core';
import { parseRow } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import { openRun, type Stage } from '../../support/stage';
import type { Spoor } from './logged';

declare global {
  interface Window {
    /** The workers that the page has started, in order. */
    started: Worker[];
    /** Whether the next worker dies as soon as it is started: without a word, or with an error. */
    dies: 'silently' | 'with an error' | null;
  }
}

/** A page that counts its workers, and can have one die. */
async function openPage(stage: Stage, path?: string): Promise<Page> {
  const page = await stage.openPage(path);
  await page.evaluate(() => {
    window.started = [];
    window.dies = null;
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        window.started.push(this);
        const { dies } = window;
        window.dies = null;
        if (!dies) return;
        this.terminate();
        if (dies === 'with an error') this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
      }
    };
  });
  await page.addScriptTag({ path: 'dist/spoor.media.iife.js' });
  return page;
}

/** Logs two rows, the first with a document. */
const logReport = (page: Page, text: string) =>
  page.evaluate((html) => {
    const { Html } = window.spoor as unknown as Spoor;
    window.run.log({ loss: 1, report: new Html(html) });
    window.run.log({ loss: 2 });
  }, text);

const workers = (page: Page) => page.evaluate(() => window.started.length);
const rowsOf = (stage: Stage, id: string) =>
  stage.stored(id)!.lines.map(({ text }) => {
    const { loss, report } = parseRow(text);
    return { loss, report };
  });
const stored = { _type: 'html-file', size: 3 };

test('encoders have a worker of their own, which starts with the first value', async ({ stage }) => {
  const page = await openPage(stage);
  const id = await openRun(page);
  expect(await workers(page)).toBe(1);
  for (const [text, count] of [
    ['<p>', 2],
    ['<b>', 2],
  ] as const) {
    await logReport(page, text);
    await page.evaluate(() => window.run.synced());
    expect(await workers(page)).toBe(count);
  }
  expect(rowsOf(stage, id)).toMatchObject([{ report: stored }, { loss: 2 }, { report: stored }, { loss: 2 }]);
});

test('where a page may start no worker, it encodes by itself', async ({ stage }) => {
  const page = await openPage(stage, 'no-worker.html');
  const id = await openRun(page);
  await logReport(page, '<p>');
  await page.evaluate(() => window.run.synced());
  expect(rowsOf(stage, id)).toMatchObject([{ report: stored }, { loss: 2 }]);
  expect(await page.evaluate(() => window.run.status().dropped)).toEqual({});
});

test('a worker that dies before it answers is made up for by the page', async ({ stage }) => {
  const page = await openPage(stage);
  const id = await openRun(page);
  await page.evaluate(() => (window.dies = 'with an error'));
  await logReport(page, '<p>');
  await page.evaluate(() => window.run.synced());
  expect(rowsOf(stage, id)).toMatchObject([{ report: stored }, { loss: 2 }]);
});

test('a worker that dies without a word is missed: its page goes on, and the rows behind the value arrive', async ({
  stage,
}) => {
  const page = await openPage(stage);
  const id = await openRun(page);
  await page.evaluate(() => (window.dies = 'silently'));
  await logReport(page, '<p>');
  await page.evaluate(() => window.run.synced());
  expect(rowsOf(stage, id)).toMatchObject([{ report: stored }, { loss: 2 }]);
});

test('a page that leaves while a value is encoded keeps its row, and those behind it', async ({ stage }) => {
  const page = await openPage(stage);
  const id = await openRun(page);
  await page.evaluate(() => (window.dies = 'silently'));
  await logReport(page, '<p>');
  await page.reload();
  await openRun(page, { id });
  await page.evaluate(() => window.run.synced());
  const keys = stage.stored(id)!.lines.map(({ text }) => Object.keys(parseRow(text)).filter((key) => key[0] !== '_'));
  expect(keys).toEqual([['loss'], ['loss']]);
});
