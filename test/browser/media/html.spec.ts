import { expect, test } from '../../support/fixtures';
import { logMedia, type Spoor } from './logged';
import { openTab } from './shown';

test('documents are stored as they are given: a string, a file, an element, a list', async ({ stage }) => {
  const page = await stage.openPage();
  const { row, dropped, file } = await logMedia(stage, page, ({ Html }) => {
    const chart = document.createElement('svg');
    chart.innerHTML = '<circle r="1"></circle>';
    return {
      text: new Html('<h1>Épreuve</h1>'),
      blob: new Html(new Blob(['<p>file</p>'])),
      chart: new Html(chart),
      both: [new Html('<b>1</b>'), new Html('<b>2</b>')],
      empty: new Html(''),
    };
  });
  expect(dropped).toEqual({});
  const textOf = async (value: unknown) => String(await file((value as { path: string }).path));
  expect(row).toMatchObject({
    text: { _type: 'html-file', size: 17, path: expect.stringMatching(/^media\/html\/text_0_[0-9a-f]{20}\.html$/) },
    both: { _type: 'html', count: 2 },
  });
  expect(await textOf(row['text'])).toBe('<h1>Épreuve</h1>');
  expect(await textOf(row['blob'])).toBe('<p>file</p>');
  expect(await textOf(row['chart'])).toBe('<svg><circle r="1"></circle></svg>');
  const { html } = row['both'] as unknown as { html: unknown[] };
  expect(await Promise.all(html.map(textOf))).toEqual(['<b>1</b>', '<b>2</b>']);
  expect(await textOf(row['empty'])).toBe('');
});

test('the panel shows a document with its styles and pictures, step by step, one or several', async ({ stage }) => {
  const page = await stage.openPage();
  const { id } = await logMedia(stage, page, ({ Html }) => ({
    'val/report': new Html(
      '<style>b { color: rgb(1, 2, 3) }</style><body style="margin: 7px"><h1>Épreuve</h1><b>fell</b> <img alt="dot" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"><svg viewBox="0 0 9 9" width="90"><defs><circle id="c" r="4" cx="4" cy="4" fill="teal"/></defs><use href="#c"/></svg>',
    ),
    pair: [new Html('<p>first</p>'), new Html('<p>second</p><script>document.title = "ran"</script>')],
  }));
  await page.evaluate(async () => {
    const { Html } = window.spoor as unknown as Spoor;
    window.run.log({ 'val/report': new Html('<h1>Later</h1>') });
    await window.run.synced();
  });
  const { page: dashboard, misdeeds } = await openTab(stage, id, 'media');
  const report = dashboard.getByRole('region', { name: 'val/report' });
  const frame = report.frameLocator('iframe');
  await expect(frame.locator('h1')).toHaveText('Later');
  await report.getByRole('button', { name: 'Previous step' }).click();
  await expect(frame.locator('h1')).toHaveText('Épreuve');
  await expect(frame.locator('b')).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(frame.locator('body')).toHaveCSS('margin-top', '7px');
  expect(await frame.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
  expect(await frame.locator('use').evaluate((use: SVGUseElement) => use.getBBox().width)).toBe(8);

  const pair = dashboard.getByRole('region', { name: 'pair' });
  await expect(pair.locator('iframe')).toHaveCount(2);
  await expect(pair.frameLocator('iframe').nth(0).locator('p')).toHaveText('first');
  await expect(pair.getByText('Its scripts do not run here.')).toHaveCount(1);
  const downloading = dashboard.waitForEvent('download');
  await pair.getByRole('link', { name: 'Download' }).nth(1).click();
  expect((await downloading).suggestedFilename()).toMatch(/^pair_0_[0-9a-f]{20}\.html$/);
  await report.getByRole('button', { name: 'Full screen' }).click();
  await expect(report.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
  await dashboard.keyboard.press('Escape');
  expect(await misdeeds()).toEqual([]);
});
