import type { Page } from 'playwright-core';
import { missingEngine } from '../../scripts/browser.mjs';
import { startChromiumProcess } from './browser-process';
import { goBack, type Engine, type EnginePage, type InPage } from './engines';

export const chromium: Engine = {
  name: 'Chromium',
  missing: missingEngine('chromium'),
  async start(profile) {
    const { browser, newPage, kill, close } = await startChromiumProcess(profile);
    return { version: browser.version(), newPage: async () => wrap(await newPage()), kill, close };
  },
};

function wrap(page: Page): EnginePage {
  const evaluate = page.evaluate.bind(page) as InPage['evaluate'];
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    goBack: () => goBack({ evaluate }),
    evaluate,
    close: () => page.close({ runBeforeUnload: false }),
  };
}
