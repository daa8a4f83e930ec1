import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import type { Watched } from '../support/browser';
import type { PlayedRuns } from '../support/played-runs';

/** Menus, opened and used as people do: with a mouse, a finger and the keyboard. */
let runs: PlayedRuns;
test.beforeEach(({ runs: opened }) => void (runs = opened));
test.beforeAll(async ({ runs }) => {
  const config = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`setting ${index}`, { value: index }]));
  await runs.log('p', 'r', [{ _step: 0, loss: 1, 'a metric with a long name': 2 }], { config: JSON.stringify(config) });
});

const PAGES = { Columns: 'local/p', 'Download for W&B': 'local/p/runs/r' };

/** Opens a page with a menu, does something and finds that the page is alive and has not complained. */
async function on(
  name: keyof typeof PAGES,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const watched: Watched = await runs.openPage({ viewport: { width: 900, height: 600 }, ...options });
  await watched.page.goto(`${runs.server.url}/${PAGES[name]}`);
  await watched.page.getByText(name, { exact: true }).waitFor();
  await act(watched.page);
  expect(await watched.page.evaluate(() => document.visibilityState)).toBe('visible');
  watched.assertQuiet();
  await watched.page.context().close();
}

const button = (page: Page, name: string) => page.getByText(name, { exact: true });
const body = (page: Page) => page.locator('.menu-body:visible');
const columns = async (page: Page) => (await page.locator('.table thead .column-label').allTextContents()).join();

/** The middle of something, in pixels of the window. */
async function middleOf(page: Page, text: string): Promise<[number, number]> {
  const box = (await body(page).getByText(text, { exact: true }).boundingBox())!;
  return [box.x + box.width / 2, box.y + box.height / 2];
}

test.describe('with a mouse', () => {
  test('columns are chosen by their names, one after the other, with the menu open', () =>
    on('Columns', {}, async (page) => {
      await button(page, 'Columns').click();
      await expect.poll(() => columns(page)).toContain('loss');
      await page.mouse.click(...(await middleOf(page, 'loss')));
      await expect.poll(() => columns(page)).not.toContain('loss');
      await page.mouse.click(...(await middleOf(page, 'setting 3')));
      await expect.poll(() => columns(page)).toContain('setting 3');
      await page.mouse.click(...(await middleOf(page, 'loss')));
      await expect.poll(() => columns(page)).toContain('loss');
      expect(await body(page).count()).toBe(1);
    }));

  test('columns are chosen by their boxes, and a click beside them does nothing', () =>
    on('Columns', {}, async (page) => {
      await button(page, 'Columns').click();
      await body(page).getByLabel('loss').click();
      await expect.poll(() => columns(page)).not.toContain('loss');
      await page.mouse.click(...(await middleOf(page, 'Metrics')));
      await body(page).getByLabel('loss').click();
      await expect.poll(() => columns(page)).toContain('loss');
    }));

  for (const name of ['Columns', 'Download for W&B'] as const) {
    test(`${name}: text in it can be pressed, a click elsewhere closes it, so does the button`, () =>
      on(name, {}, async (page) => {
        await button(page, name).click();
        const box = (await body(page).boundingBox())!;
        await page.mouse.click(box.x + 3, box.y + 3);
        expect(await body(page).count()).toBe(1);
        await button(page, name).click();
        await expect.poll(() => body(page).count()).toBe(0);
        await button(page, name).click();
        await expect.poll(() => body(page).count()).toBe(1);
        await page.mouse.click(880, 590);
        await expect.poll(() => body(page).count()).toBe(0);
      }));
  }

  test('the bar by which the menu scrolls does not close it', () =>
    on('Columns', {}, async (page) => {
      await button(page, 'Columns').click();
      const box = (await body(page).boundingBox())!;
      await page.mouse.click(box.x + box.width - 6, box.y + box.height - 20);
      await expect.poll(() => body(page).evaluate((menu) => menu.scrollTop)).toBeGreaterThan(0);
      await page.mouse.wheel(0, 200);
      expect(await body(page).count()).toBe(1);
    }));

  test('a click on the page between two uses leaves nothing behind', () =>
    on('Columns', {}, async (page) => {
      for (const name of ['loss', 'setting 1', 'setting 2']) {
        await button(page, 'Columns').click();
        const before = await columns(page);
        await page.mouse.click(...(await middleOf(page, name)));
        await expect.poll(() => columns(page)).not.toBe(before);
        await page.locator('h1').click();
        await expect.poll(() => body(page).count()).toBe(0);
      }
    }));
});

test('by touch: names choose columns, a tap elsewhere closes the menu', () =>
  on('Columns', { hasTouch: true, viewport: { width: 390, height: 700 } }, async (page) => {
    await button(page, 'Columns').tap();
    await page.touchscreen.tap(...(await middleOf(page, 'loss')));
    await expect.poll(() => columns(page)).not.toContain('loss');
    await page.touchscreen.tap(...(await middleOf(page, 'loss')));
    await expect.poll(() => columns(page)).toContain('loss');
    const box = (await body(page).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await page.locator('h1').tap();
    await expect.poll(() => body(page).count()).toBe(0);
  }));

test('by touch: the download is on the screen, and its text can be tapped', () =>
  on('Download for W&B', { hasTouch: true, viewport: { width: 390, height: 700 } }, async (page) => {
    await button(page, 'Download for W&B').tap();
    const box = (await body(page).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await page.touchscreen.tap(box.x + 20, box.y + 20);
    expect(await body(page).count()).toBe(1);
  }));

test.describe('with the keyboard', () => {
  for (const name of ['Columns', 'Download for W&B'] as const) {
    test(`${name}: Enter opens it, Escape closes it and gives the focus back`, () =>
      on(name, {}, async (page) => {
        await button(page, name).focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => body(page).count()).toBe(1);
        await page.keyboard.press('Tab');
        expect(await body(page).locator(':focus').count()).toBe(1);
        await page.keyboard.press('Escape');
        await expect.poll(() => body(page).count()).toBe(0);
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name);
      }));
  }

  test('arrows go from box to box, Space chooses, and whoever goes on with Tab has left the menu', () =>
    on('Columns', {}, async (page) => {
      await button(page, 'Columns').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const focused = () =>
        page.evaluate(
          () => document.activeElement?.closest('label')?.textContent ?? document.activeElement?.textContent,
        );
      expect(await focused()).toBe('loss');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe('a metric with a long name');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Space');
      await expect.poll(() => columns(page)).not.toContain('loss');
      await page.keyboard.press('End');
      expect(await focused()).toBe('Back to the default');
      await page.keyboard.press('Tab');
      await expect.poll(() => body(page).count()).toBe(0);
      await page.keyboard.press('Shift+Tab');
      expect(await focused()).toBe('Columns');
    }));
});
