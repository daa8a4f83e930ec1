import { readFileSync } from 'node:fs';
import { parseLineExactly, type Row } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import { logMedia, type Logged } from './logged';
import { openTab } from './shown';

async function contentOf({ row, file }: Logged, key: string): Promise<unknown> {
  return parseLineExactly(String(await file((row[key] as Row)['path'] as string)));
}

test('a table is stored value by value, and its panel shows, sorts, filters and saves it', async ({ stage }) => {
  const page = await stage.openPage();
  const logged = await logMedia(stage, page, ({ Table }) => {
    const table = new Table({ columns: ['id', 'label', 'loss', 'at'] });
    table.addData(9007199254740993n, 'file10', 0.5, new Date(1700000000000));
    table.addData(1, '<img src=x onerror=alert(1)>', NaN, null);
    table.addData(2, '=1+1', -Infinity, null);
    table.addData(3, null, 1e-12, null);
    const values = { val: { table } };
    void Promise.resolve().then(() => table.addData(4, 'later', 1, null));
    return values;
  });
  expect(logged.dropped).toEqual({});
  const { table } = logged.row['val'] as { table: Row };
  expect(table).toMatchObject({ _type: 'table-file', ncols: 4, nrows: 5, log_mode: 'IMMUTABLE' });
  expect(table['path']).toMatch(/^media\/table\/table_0_[0-9a-f]{20}\.table\.json$/);
  expect(await contentOf({ ...logged, row: { t: table } }, 't')).toMatchObject({
    columns: ['id', 'label', 'loss', 'at'],
    data: [
      [9007199254740993n, 'file10', 0.5, 1700000000000],
      [1, '<img src=x onerror=alert(1)>', NaN, null],
      [2, '=1+1', -Infinity, null],
      [3, null, 1e-12, null],
      [4, 'later', 1, null],
    ],
  });

  const panel = await openTab(stage, logged.id, 'tables', {
    acceptDownloads: true,
    viewport: { width: 1100, height: 800 },
  });
  const card = panel.page.getByRole('region', { name: 'val.table', exact: true });
  const cells = async () => (await card.locator('.data-row').allInnerTexts()).map((text) => text.split('\t'));
  await expect.poll(cells).toEqual([
    ['0', '9007199254740993', 'file10', '0.5', '2023-11-14T22:13:20.000Z', ''],
    ['1', '1', '<img src=x onerror=alert(1)>', 'NaN', '–', ''],
    ['2', '2', '=1+1', '-Infinity', '–', ''],
    ['3', '3', '–', '1e-12', '–', ''],
    ['4', '4', 'later', '1', '–', ''],
  ]);
  const rowNumbers = async () => (await cells()).map(([number]) => number);
  await card.getByRole('button', { name: 'loss' }).click();
  await expect.poll(rowNumbers).toEqual(['4', '0', '3', '2', '1']);
  await card.getByRole('button', { name: 'loss' }).click();
  await expect.poll(rowNumbers).toEqual(['2', '3', '0', '4', '1']);
  await card.getByRole('searchbox').fill('FILE');
  await expect.poll(rowNumbers).toEqual(['0']);
  await card.getByRole('searchbox').fill('no such text');
  await expect(card.getByText('No row holds this text.')).toBeVisible();
  await card.getByRole('searchbox').fill('');
  await expect.poll(rowNumbers).toEqual(['2', '3', '0', '4', '1']);

  const saved = async (name: string) => {
    const download = panel.page.waitForEvent('download');
    await card.getByRole('button', { name }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`val.table.${name.toLowerCase()}`);
    return readFileSync(await file.path(), 'utf8');
  };
  expect(await saved('CSV')).toBe(
    "id,label,loss,at\r\n2,'=1+1,-Infinity,\r\n3,,1e-12,\r\n9007199254740993,file10,0.5,2023-11-14T22:13:20.000Z\r\n" +
      '4,later,1,\r\n1,<img src=x onerror=alert(1)>,NaN,\r\n',
  );
  expect(await saved('JSON')).toContain('[9007199254740993,"file10",0.5,1700000000000]');
  expect(await panel.misdeeds()).toEqual([]);
  await panel.page.context().close();
});

test('tables of columns, of objects, of nothing and of too many rows', async ({ stage }) => {
  const page = await stage.openPage();
  const logged = await logMedia(stage, page, ({ Table }) => ({
    columns: new Table({ byColumn: { x: new Float32Array([0.5, NaN]), y: ['a', null] } }),
    objects: new Table({ data: [{ a: 1 }, { b: [1, { c: 2 }] }] }),
    empty: new Table({ columns: ['a'] }),
    large: new Table({
      byColumn: { i: Uint32Array.from({ length: 200_001 }, (_, i) => i), s: new Array(200_001).fill('é') },
    }),
  }));
  expect(await contentOf(logged, 'columns')).toMatchObject({
    columns: ['x', 'y'],
    data: [
      [0.5, 'a'],
      [NaN, null],
    ],
  });
  expect(await contentOf(logged, 'objects')).toMatchObject({
    columns: ['a', 'b'],
    data: [
      [1, null],
      [null, [1, { c: 2 }]],
    ],
  });
  expect(await contentOf(logged, 'empty')).toMatchObject({ columns: ['a'], data: [] });
  expect(logged.row['large']).toMatchObject({ nrows: 200_000 });
  const { data } = (await contentOf(logged, 'large')) as { data: unknown[] };
  expect([data.length, data[0], data.at(-1)]).toEqual([200_000, [0, 'é'], [199_999, 'é']]);
  expect(logged.dropped).toEqual({ 'value-too-large': 1 });
  expect(logged.complaints.join('\n')).toContain('the first 200000 of 200001 were logged');

  const panel = await openTab(stage, logged.id, 'tables', {
    acceptDownloads: true,
    viewport: { width: 1100, height: 800 },
  });
  const card = panel.page.getByRole('region', { name: 'large', exact: true });
  await card.scrollIntoViewIfNeeded();
  await expect(card.locator('.data-row').first()).toContainText('é');
  // Only what is in view is in the page, at the beginning and at the end.
  expect(await card.locator('.data-row').count()).toBeLessThan(100);
  await card.getByRole('button', { name: 'i', exact: true }).click();
  await expect(card.locator('.data-row').first()).toContainText('199999');
  await card.locator('.data-table-box').evaluate((box) => (box.scrollTop = box.scrollHeight));
  await expect(card.locator('.data-row').last().locator('td').first()).toHaveText('0');
  expect(await card.locator('.data-row').count()).toBeLessThan(100);
  await card.getByRole('searchbox').fill('19999');
  await expect(card.locator('.data-table-tools')).toContainText('12 of 200,000 rows');
  expect(await panel.misdeeds()).toEqual([]);
  await panel.page.context().close();
});
