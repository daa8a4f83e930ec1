import { setTimeout as delay } from 'node:timers/promises';
import { basicAuthorization } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import type { Locator, Page } from 'playwright-core';
import { PlayedRuns } from '../../support/played-runs';
import { openElsewhere, type Elsewhere } from './elsewhere';
import { DOCUMENTS, PROJECT, RUN, storeHostileRuns } from './hostile/run';
import { documentsOf, markdownOf, NAME } from './hostile/texts';
import { openTab, type Shown } from './shown';

/** What is stored once for all tests of this file; whatever loads, connects to a server that counts. */
let stored: { elsewhere: Elsewhere; files: string[] } | undefined;
test.beforeEach(async ({ stage }) => {
  if (stored) return;
  const elsewhere = await openElsewhere();
  stored = { elsewhere, files: await storeHostileRuns(new PlayedRuns(stage.server, stage.browser), elsewhere.url) };
});
test.afterAll(() => stored?.elsewhere.close());

/** A tab of the page of a run, and that what a hostile client has put there is drawn in it, as text or as it should. */
interface Tab {
  tab: string;
  run?: string;
  draws: (page: Page, region: (name: string) => Locator) => Promise<unknown>;
  /** What frames may say on the console: that they were kept from something. */
  allows?: RegExp;
}

const TABS: Tab[] = [
  {
    tab: 'charts',
    async draws(page) {
      await expect(page.locator('.chart canvas').first()).toBeVisible();
      await expect(page.locator('.chart-title', { hasText: NAME }).first()).toBeVisible();
    },
  },
  {
    tab: 'plots',
    async draws(page, region) {
      await expect(page.locator('.plot-box svg')).toHaveCount(7);
      await expect(page.getByText(/^How “.*” is drawn is not known here/)).toHaveCount(4);
      // The tip of a mark says what the page has logged, as text.
      await region(`plot 2 ${NAME}`).locator('svg .mark-symbol path').first().hover();
      await expect(page.locator('#vg-tooltip-element')).toContainText('datum[');
    },
  },
  {
    tab: 'histograms',
    draws: (page) => expect(page.locator('#tab-panel canvas').first()).toBeVisible(),
  },
  {
    tab: 'images',
    async draws(_page, region) {
      await expect(region(`image ${NAME}`).locator('.overlay-box')).toHaveCount(2);
      await expect(region(`image ${NAME}`).locator('figcaption')).toContainText('<script>ran=1');
      await expect(region('image elsewhere').locator('img')).toHaveCount(3);
    },
  },
  {
    tab: 'tables',
    async draws(page) {
      await expect(page.getByText('<script>ran=1').first()).toBeVisible();
      // What is in its cells plays, or shows itself, only when it is known not to be a playlist.
      const clip = page.getByRole('button', { name: 'Open video: media, row 2' });
      await clip.scrollIntoViewIfNeeded();
      await expect(clip).toHaveText('video');
      await expect(page.getByText('A playlist, not played here')).toHaveCount(1);
    },
  },
  {
    tab: 'audio',
    async draws(page) {
      await expect(page.getByText('This browser cannot play the file.')).toHaveCount(2);
      await expect(page.getByRole('button', { name: /^Play / }).and(page.locator(':enabled'))).toHaveCount(2);
    },
  },
  {
    tab: '3d',
    async draws(page) {
      await expect(page.getByText('1 triangle', { exact: true })).toHaveCount(3);
      await expect(page.getByText('1 triangle · without the textures that lie in other files')).toHaveCount(1);
      await expect(page.getByText('The shape of this model lies in another file')).toHaveCount(2);
    },
  },
  {
    tab: 'molecules',
    async draws(page) {
      await expect(page.getByText('2 atoms', { exact: true })).toBeVisible();
      await expect(page.getByText('Files of this format are not shown here')).toBeVisible();
    },
  },
  { tab: 'text', draws: (page) => expect(page.getByText('<script>ran=1').first()).toBeVisible() },
  { tab: 'media', draws: drawsMedia },
  {
    tab: 'media',
    run: DOCUMENTS,
    async draws(page) {
      await expect(page.locator('iframe')).toHaveCount(documentsOf('').length);
      for (const frame of page.frames().slice(1)) {
        const target = frame.locator('#click');
        // Refused in the frame: what was clicked stays.
        if ((await target.count().catch(() => 0)) > 0) await target.first().click({ timeout: 5000 });
      }
    },
    // A request that a frame's policy refuses is told of, and never sent.
    allows: /^(console|request): /,
  },
  { tab: 'system', draws: (page) => expect(page.getByText(NAME).first()).toBeVisible() },
  { tab: 'console', draws: (page) => expect(page.locator('.console-line')).toHaveCount(4) },
  { tab: 'config', draws: (page) => expect(page.locator('.tree-key', { hasText: NAME }).first()).toBeVisible() },
  { tab: 'summary', draws: (page) => expect(page.locator('.tree-key', { hasText: NAME }).first()).toBeVisible() },
  { tab: 'files', draws: (page) => expect(page.getByText(`${NAME}.txt`)).toBeVisible() },
  {
    tab: 'artifacts',
    async draws(page) {
      await expect(page.locator('.artifact-file')).toHaveCount(4);
      await expect(page.locator('.artifact-file a')).toHaveCount(0);
    },
  },
  { tab: 'log', draws: (page) => expect(page.getByText(`Alert: ${NAME} ERROR`)).toBeVisible() },
];

async function drawsMedia(page: Page, region: (name: string) => Locator): Promise<void> {
  await expect(page.locator('.markdown')).toHaveCount(markdownOf('').length);
  await expect(page.locator('.markdown').last().locator('code')).toHaveText('<img src=x onerror=alert(1)>');
  const unclean = await page
    .locator('.markdown')
    .evaluateAll((boxes) =>
      boxes
        .flatMap((box) => [...box.querySelectorAll('*')])
        .flatMap(({ localName, attributes, outerHTML }) => [
          ...(/^(script|style|link|meta|base|iframe|object|embed|form|button|svg|math)$/.test(localName)
            ? [outerHTML]
            : []),
          ...[...attributes].filter(({ name }) => /^(style|class|id|name)$/.test(name)).map(() => outerHTML),
        ]),
    );
  expect(unclean).toEqual([]);
  await expect(page.getByText('This browser cannot play the video.')).toHaveCount(3);
  await expect(page.getByText('This is a playlist')).toHaveCount(2);
  await expect(page.locator('.plotly-chart .main-svg').first()).toBeVisible();
  await expect(page.getByText('This figure is drawn on a map, which would come from elsewhere')).toHaveCount(3);
  await expect(page.getByRole('button', { name: 'Draw the figure' })).toHaveCount(2);
  const chart = region('figure 7').locator('.plotly-chart');
  await chart.locator('.nsewdrag').first().hover();
  await expect(chart.locator('.hoverlayer .hovertext')).toContainText('far');
}

/** Draws all of a page: what is in view only, and what is opened only. */
async function drawAll(page: Page): Promise<void> {
  const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight);
  const closed = page.locator('#tab-panel details:not([open])');
  do {
    // A picture that comes makes the page longer, and what is below it unseen again.
    const unseen = async () => {
      await page.setViewportSize({ width: 1200, height: await heightOf() });
      return page.locator('.unseen').count();
    };
    await expect.poll(unseen).toBe(0);
    await closed.evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
    await expect(page.getByText(/^Loading/)).toHaveCount(0);
  } while ((await heightOf()) > page.viewportSize()!.height);
}

/** What of a page is not ours, or could run. A link may lead elsewhere, in a window of its own that knows nothing. */
function strangeIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isElsewhere = (address: string) =>
      !/^(data|blob|about):/.test(address) && URL.parse(address, location.href)?.origin !== location.origin;
    return [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].flatMap(({ name, value }) => {
        const isAddress = /^(src|href|xlink:href|action|formaction|poster|data|ping|background)$/.test(name);
        const isLink = element.matches('a[href^="http"][target=_blank][rel="noopener noreferrer"]');
        const isStrange =
          name.startsWith('on') ||
          (name === 'srcdoc' && element.getAttribute('sandbox') !== '') ||
          (isAddress && (/^\s*(javascript|vbscript|data:text)/i.test(value) || (isElsewhere(value) && !isLink)));
        return isStrange ? [`<${element.localName} ${name}="${value.slice(0, 100)}">`] : [];
      }),
    );
  });
}

async function expectHarmless({ page, misdeeds }: Shown, address: string, allows = /^$/): Promise<void> {
  // An event cannot tell that nothing comes: a second is far more than a connection on one machine takes.
  await delay(1000);
  expect((await misdeeds()).filter((misdeed) => !allows.test(misdeed))).toEqual([]);
  expect(await strangeIn(page)).toEqual([]);
  expect(stored!.elsewhere.connections()).toBe(0);
  expect(await page.evaluate(() => ['ran', 'polluted'].filter((name) => name in window))).toEqual([]);
  expect(await page.title()).not.toBe('ran');
  expect(page.context().pages()).toHaveLength(1);
  expect(page.url()).toBe(address);
}

for (const { tab, run = RUN, draws, allows } of TABS) {
  test(`nothing of a hostile client runs, loads or leads away: the tab ${tab} of a run of ${run.split(' ')[0]!}`, async ({
    stage,
  }) => {
    const shown = await openTab(stage, encodeURIComponent(run), tab, { project: encodeURIComponent(PROJECT) });
    const { page } = shown;
    const address = page.url();
    await expect(page.locator(`#tab-${tab}`)).toHaveAttribute('aria-selected', 'true');
    await drawAll(page);
    await draws(page, (name) => page.getByRole('region', { name, exact: true }));
    await expectHarmless(shown, address, allows);
  });
}

test('the table of tabs has all that there are', async ({ stage }) => {
  const { page } = await openTab(stage, encodeURIComponent(RUN), 'charts', { project: encodeURIComponent(PROJECT) });
  await expect(page.locator('#tab-media')).toBeVisible();
  const tabs = await page.getByRole('tab').evaluateAll((all) => all.map(({ id }) => id.slice('tab-'.length)));
  expect([...new Set(TABS.map(({ tab }) => tab))].sort()).toEqual(tabs.sort());
});

for (const [what, path] of [
  ['the page of a project', `/local/${encodeURIComponent(PROJECT)}`],
  ['the list of projects', '/'],
] as const) {
  test(`nothing of a hostile client runs, loads or leads away: ${what}`, async ({ stage }) => {
    const shown = await openTab(stage, encodeURIComponent(RUN), 'charts', { project: encodeURIComponent(PROJECT) });
    const { page } = shown;
    await page.goto(stage.server.url + path);
    await expect(page.getByText(`project ${NAME}`).first()).toBeVisible();
    await drawAll(page);
    for (const menu of await page.getByRole('button', { name: 'Columns' }).all()) {
      await menu.click();
      for (const box of await page.locator('label.check input').all()) if (!(await box.isChecked())) await box.check();
    }
    await expectHarmless(shown, stage.server.url + path);
  });
}

test('a file of a run is bytes: no browser runs it by its own address', async ({ stage }) => {
  for (const name of stored!.files) {
    const segments = ['files', 'local', PROJECT, RUN, ...name.split('/')].map(encodeURIComponent);
    const { status, headers } = await fetch(`${stage.server.url}/${segments.join('/')}`, {
      headers: { authorization: basicAuthorization(stage.server.key) },
    });
    expect({ name, status }).toEqual({ name, status: 200 });
    expect(headers.get('content-security-policy'), name).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options'), name).toBe('nosniff');
    const isShown = /\.(png|gif|mp4|webm|wav|mp3)$/.test(name);
    expect(headers.get('content-disposition'), name).toMatch(isShown ? /^inline$/ : /^attachment/);
  }
});
