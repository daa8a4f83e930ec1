import type { Page } from 'playwright-core';
import { missingEngine } from '../../scripts/browser.mjs';
import { startChromiumProcess } from './browser-process';
import { goBack, type Engine, type EnginePage, type InPage } from './engines';

export const chromium: Engine = {
  name: 'Chromium',
  missing: missingEngine('chromium'),
  async start(profile) {
    const started = await startChromiumProcess(profile);
    return {
      version: started.browser.version(),
      newPage: async () => wrap(await started.newPage()),
      kill: () => started.kill(),
      close: () => started.close(),
    };
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
    screenshot: async () => null,
  };
}
