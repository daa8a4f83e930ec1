import type { Page } from 'playwright-core';
import type { Stage } from '../../support/stage';
import { watch, type Watched } from '../../support/browser';

export interface OpenedPanel extends Watched {
  page: Page;
  /** Throws when the page complained, or asked anything of another origin than its own. */
  assertQuiet(): void;
}

/** Opens a tab of a run of the project `stage` in the dashboard, logged in. */
export async function openPanel(stage: Stage, run: string, tab: string): Promise<OpenedPanel> {
  const context = await stage.browser.newContext({ acceptDownloads: true, viewport: { width: 1100, height: 800 } });
  const page = await context.newPage();
  const watched = watch(page);
  const { origin } = new URL(stage.server.url);
  page.on('request', (request) => {
    if (!new RegExp(`^(${origin}/|data:|blob:${origin})`).test(request.url()))
      watched.errors.push(`The page asked for ${request.url()}.`);
  });
  await page.goto(stage.server.loginUrl);
  await page.goto(`${stage.server.url}/local/stage/runs/${run}?tab=${tab}`);
  return watched;
}
