import { readFileSync } from 'node:fs';
import type { Row } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import { logMedia, type Spoor } from './logged';
import { openTab } from './shown';

test('plots are stored as W&B has them, and drawn', async ({ stage }) => {
  const page = await stage.openPage();
  const logged = await logMedia(stage, page, ({ plot, Table }) => {
    const hostile = '"] + alert(1) + ["<img src=x onerror=alert(1)>.a\'b[0]';
    const table = new Table({
      columns: ['step', hostile, 'group'],
      data: Array.from({ length: 20 }, (_, i) => [i, Math.sin(i / 3), i % 2 ? 'odd' : '<b>even</b>']),
    });
    const labels = [0, 0, 1, 1, 2, 2];
    const scores = labels.map((label, i) => [0, 1, 2].map((one) => (one === label ? 0.5 : 0.2) + ((i * 7) % 5) / 10));
    return {
      line: plot.line(table, 'step', hostile, { stroke: 'group', title: '</title><script>alert(1)</script>' }),
      series: plot.lineSeries(
        [0, 1, 2],
        [
          [1, 2, 3],
          [3, 2, NaN],
        ],
        { keys: ['up', 'down'], xname: 'epoch' },
      ),
      scatter: plot.scatter(table, 'step', hostile),
      bar: plot.bar(
        new Table({
          columns: ['l', 'v'],
          data: [
            ['car', 0.5],
            ['bus', 0.25],
          ],
        }),
        'l',
        'v',
      ),
      histogram: plot.histogram(table, hostile),
      pr: plot.prCurve(labels, scores),
      roc: plot.rocCurve(labels, scores, { labels: ['ant', 'bee', 'cat'] }),
      confusion: plot.confusionMatrix(['a', 'b', 'b'], ['a', 'b', 'a'], { title: 'Who is who' }),
      other: plot.custom('team/violin', table, { x: 'step' }),
      'in/folder': plot.bar(new Table({ columns: ['l', 'v'] }), 'l', 'v'),
      loss: 0.5,
      nested: { plot: plot.histogram(table, 'step') },
    };
  });
  expect(logged.dropped).toEqual({ 'unsupported-value': 1 });
  expect(logged.complaints.join('\n')).toContain('it is a plot, which must be a value of the row itself');
  expect(Object.keys(logged.row)).toEqual(expect.arrayContaining(['line_table', 'in/folder_table', 'loss']));
  expect(Object.keys(logged.row)).not.toContain('line');
  const roc = logged.row['roc_table'] as Row;
  const { columns, data } = JSON.parse(String(await logged.file(roc['path'] as string))) as Record<string, unknown[]>;
  expect(columns).toEqual(['class', 'fpr', 'tpr']);
  expect(data![0]).toEqual(['ant', 0, 0]);

  const panel = await openTab(stage, logged.id, 'plots', {
    acceptDownloads: true,
    viewport: { width: 1100, height: 800 },
  });
  const card = (name: string) => panel.page.getByRole('region', { name, exact: true });
  const drawn = async (name: string, ...texts: string[]) => {
    await card(name).scrollIntoViewIfNeeded();
    for (const text of texts) await expect(card(name).locator('svg')).toContainText(text);
  };
  await drawn('line', 'step', 'odd', '<b>even</b>', '"] + alert(1)');
  await drawn('series', 'epoch', 'up', 'down');
  await drawn('scatter', 'step');
  await drawn('bar', 'car', 'bus');
  await drawn('histogram', 'Count');
  await drawn('pr', 'Recall', 'Precision', '2 · AUC ');
  await drawn('roc', 'False positive rate', 'bee · AUC ');
  await drawn('confusion', 'Actual', 'Predicted', '1');
  expect(await card('confusion').locator('svg').textContent()).toContain('0');
  await card('other').scrollIntoViewIfNeeded();
  await expect(card('other')).toContainText('How “team/violin” is drawn is not known here. This is its table.');
  await expect(card('other').locator('.data-row').first()).toBeVisible();
  await card('in/folder').scrollIntoViewIfNeeded();
  await expect(card('in/folder')).toContainText('This plot has no rows.');
  expect(await panel.page.locator('.plot-box script, .plot-box img').count()).toBe(0);
  // The tip of a mark says what the page has logged, as text.
  await card('line').scrollIntoViewIfNeeded();
  await card('scatter').locator('svg .mark-symbol path').first().hover();
  await expect(panel.page.locator('#vg-tooltip-element')).toContainText('<img src=x');
  expect(await panel.page.locator('#vg-tooltip-element img').count()).toBe(0);

  for (const [ending, begin] of [
    ['SVG', '<svg'],
    ['PNG', '\x89PNG'],
  ]) {
    const download = panel.page.waitForEvent('download');
    await card('roc').getByRole('button', { name: ending! }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`roc.${ending!.toLowerCase()}`);
    expect(readFileSync(await file.path(), 'latin1').startsWith(begin!)).toBe(true);
  }
  // The table of the plot, and not its picture.
  const download = panel.page.waitForEvent('download');
  await card('roc').getByRole('button', { name: 'CSV' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toMatch(/^class,fpr,tpr\r\nant,0,0\r\n/);
  // It is as high as the screen while it has the screen.
  const heightOf = async () => (await card('scatter').locator('svg').boundingBox())!.height;
  await card('scatter').scrollIntoViewIfNeeded();
  const usual = await heightOf();
  await card('scatter').getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(heightOf).toBeGreaterThan(usual + 100);
  await card('scatter').getByRole('button', { name: 'Leave full screen' }).click();
  await expect.poll(heightOf).toBe(usual);
  expect(await panel.misdeeds()).toEqual([]);
  await panel.page.context().close();
});

test('a plot that is logged again is said once, and its config outlives the page', async ({ stage }) => {
  const page = await stage.openPage();
  const first = await logMedia(stage, page, ({ plot, Table }) => {
    const table = new Table({ columns: ['l', 'v'], data: [['a', 1]] });
    window.run.log({ bars: plot.bar(table, 'l', 'v') });
    return { bars: plot.bar(table, 'l', 'v') };
  });
  await page.evaluate(() => window.run.finish());
  await page.reload();
  await page.addScriptTag({ path: 'dist/spoor.media.iife.js' });
  await page.evaluate(async (id) => {
    const run = await window.spoor.init({ project: 'stage', id, resume: 'must' });
    const { plot, Table } = window.spoor as unknown as Spoor;
    const table = new Table({ columns: ['l', 'v'], data: [['b', 2]] });
    run.log({ more: plot.bar(table, 'l', 'v') });
    await run.synced();
  }, first.id);
  const panel = await openTab(stage, first.id, 'plots', {
    acceptDownloads: true,
    viewport: { width: 1100, height: 800 },
  });
  const card = panel.page.getByRole('region', { name: 'bars', exact: true });
  await expect(card).toContainText('2 of 2');
  await expect(card.locator('svg')).toContainText('a');
  await expect(panel.page.getByRole('region', { name: 'more', exact: true }).locator('svg')).toContainText('b');
  expect(await panel.misdeeds()).toEqual([]);
  await panel.page.context().close();
});
