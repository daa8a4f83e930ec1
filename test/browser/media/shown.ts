import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { SpawnedServer } from '../../support/server';

export interface Shown {
  page: Page;
  /** Whatever a page of ours must never do: errors, violations of its policy, requests to another origin. */
  misdeeds: () => Promise<string[]>;
}

/**
 * Said of the scripts that Playwright itself puts into each frame, also into one that runs none. Whether a stranger's
 * script ran is seen by what it would have done.
 */
const OF_PLAYWRIGHT = /^Blocked script execution in 'about:srcdoc'/;

/**
 * Opens a tab of a run on the dashboard, and notes what the page does from then on. `before` runs in the page ahead of
 * everything else.
 */
export async function openTab(
  { server, browser }: { server: Pick<SpawnedServer, 'url' | 'loginUrl'>; browser: Browser },
  run: string,
  tab: string,
  { project = 'stage', before, ...options }: BrowserContextOptions & { project?: string; before?: () => void } = {},
): Promise<Shown> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !OF_PLAYWRIGHT.test(message.text())) seen.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => seen.push(`error: ${String(error.stack ?? error)}`));
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('websocket', (socket) => seen.push(`websocket: ${socket.url()}`));
  context.on('page', (other) => {
    if (other !== page) seen.push(`window: ${other.url()}`);
  });
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(server.url).origin) seen.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    const violations: string[] = [];
    (window as unknown as { violations: string[] }).violations = violations;
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      violations.push(`violation: ${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  if (before) await page.addInitScript(before);
  await page.goto(server.loginUrl);
  await page.goto(`${server.url}/local/${project}/runs/${run}?tab=${tab}`);
  return {
    page,
    misdeeds: async () => [
      ...seen,
      ...(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)),
    ],
  };
}
