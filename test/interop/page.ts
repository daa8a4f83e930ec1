import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type * as tensorflow from '@tensorflow/tfjs';
import { launchChromium, newPage } from '../support/browser';
import { test as base, type InteropServer } from './suite';

declare global {
  interface Window {
    tf: typeof tensorflow;
  }
}

/** What the Python client should find. */
interface Expected {
  /** A row is the text of a line, in the order of the steps, without what Spoor adds. */
  rows: string[];
  /** Text of JSON. */
  config?: string;
  summary?: string;
  /** Values of one key alone, as text of JSON. */
  columns?: Record<string, string>;
  /** Attributes of Python's run. */
  fields?: Record<string, unknown>;
}

/** A test with a page in Chromium that has the built package, from the suite's server, and TensorFlow.js. */
export const test = base.extend<{ page: Page }>({
  page: [
    async ({ server }, use) => {
      const browser = await launchChromium();
      const watched = await newPage(browser);
      await watched.page.goto(`${server.url}/app/index.html`);
      await watched.page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
      await watched.page.evaluate(() => window.tf.setBackend('cpu'));
      await use(watched.page);
      await browser.close();
      watched.assertQuiet();
    },
    { scope: 'file' },
  ],
});

/** Opens a run in the page, as `window.run`. */
export async function open(page: Page, options: object = {}): Promise<string> {
  return page.evaluate(async (given) => {
    window.run = await window.spoor.init({ project: 'spoor', ...given });
    return window.run.id;
  }, options);
}

/** Ends the run, and makes sure that all of it has arrived. */
export async function finish(page: Page): Promise<void> {
  const finished = await page.evaluate(async () => ({
    ...(await window.run.finish()),
    dropped: window.run.status().dropped,
  }));
  expect(finished).toMatchObject({ delivered: true, dropped: {} });
}

/** Lets the Python client compare; gives the hashes of the files that it downloaded. */
export async function compare(
  server: InteropServer,
  id: string,
  { rows, config, summary, columns = {}, fields = {} }: Expected,
) {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-expected-'));
  try {
    const parts = [
      `"id":${JSON.stringify(id)}`,
      `"rows":[${rows.join(',\n')}]`,
      `"columns":{${Object.entries(columns)
        .map(([key, values]) => `${JSON.stringify(key)}:${values}`)
        .join(',')}}`,
      `"fields":${JSON.stringify(fields)}`,
      ...(config === undefined ? [] : [`"config":${config}`]),
      ...(summary === undefined ? [] : [`"summary":${summary}`]),
    ];
    const file = join(folder, 'expected.json');
    writeFileSync(file, `{${parts.join(',\n')}}`);
    const { result } = await server.python('spoor.py', { args: [file] });
    expect(result['differences']).toEqual([]);
    return result as { files: Record<string, string>; state: string };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
