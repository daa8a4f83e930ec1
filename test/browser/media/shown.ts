import { expect } from '@playwright/test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Stage } from '../../support/stage';

/** A tab of the dashboard, in a browser that has signed in. */
export interface Shown {
  page: Page;
  /** Fails when the page has complained, was refused anything by its policy, or has asked anybody but its server. */
  expectQuiet: () => void;
}

/**
 * Opens the tab of a kind of media of a run, as its address names it.
 *
 * @param before runs in the page ahead of everything else.
 */
export async function showTab(
  stage: Stage,
  run: string,
  tab: string,
  options: BrowserContextOptions = {},
  before?: () => void,
): Promise<Shown> {
  const context = await stage.browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(stage.server.url).origin)
      complaints.push(`asked ${request.url()}`);
  });
  await page.exposeFunction('reportViolation', (what: string) => void complaints.push(what));
  await page.addInitScript(() => {
    const report = (window as unknown as { reportViolation: (what: string) => void }).reportViolation;
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      report(`${violatedDirective} refused ${blockedURI}`),
    );
  });
  if (before) await page.addInitScript(before);
  await page.goto(stage.server.loginUrl);
  await page.goto(`${stage.server.url}/local/stage/runs/${run}?tab=${tab}`);
  return { page, expectQuiet: () => expect(complaints).toEqual([]) };
}
