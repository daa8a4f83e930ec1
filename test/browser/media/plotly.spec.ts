import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

test('a figure is stored as Plotly has it, and drawn in the colours of the dashboard or its own', async ({ stage }) => {
  const page = await stage.openPage();
  const { id, row, dropped, file } = await logMedia(stage, page, ({ Plotly }) => {
    const element = Object.assign(document.createElement('div'), {
      data: [{ type: 'pie', values: [1, 2] }],
      layout: {},
    });
    return {
      loss: new Plotly({
        data: [{ type: 'scatter', name: 'loss', x: Float32Array.of(1, 2, 3), y: Float64Array.of(4, NaN, 2) }],
        layout: { title: { text: 'Loss' }, width: 5000 },
      }),
      drawn: new Plotly(element as never),
      text: new Plotly('{"data":[{"type":"bar","y":[1,2]}],"layout":{"paper_bgcolor":"rgb(1, 2, 3)"}}'),
      surface: new Plotly({
        data: [
          {
            type: 'surface',
            z: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      }),
      wrong: new Plotly('{"layout":{}}'),
      much: new Plotly({
        data: [{ type: 'scatter', x: ['2024-01-01', '2024-01-20'], y: [1, 2] }],
        layout: { xaxis: { rangebreaks: [{ bounds: ['sat', 'mon'] }] } },
      }),
    };
  });
  expect(dropped).toEqual({ 'unreadable-media': 1 });
  expect(row).not.toHaveProperty('wrong');
  const figureOf = async (key: string) =>
    JSON.parse(String(await file((row[key] as { path: string }).path))) as unknown;
  expect(row['loss']).toMatchObject({
    _type: 'plotly-file',
    path: expect.stringMatching(/^media\/plotly\/loss_0_[0-9a-f]{20}\.plotly\.json$/),
  });
  expect(await figureOf('loss')).toEqual({
    data: [{ type: 'scatter', name: 'loss', x: [1, 2, 3], y: [4, null, 2] }],
    layout: { title: { text: 'Loss' }, width: 5000 },
  });
  expect(await figureOf('drawn')).toEqual({ data: [{ type: 'pie', values: [1, 2] }], layout: {} });

  for (const colorScheme of ['light', 'dark'] as const) {
    const { page: dashboard, misdeeds } = await openTab(stage, id, 'media', { colorScheme });
    const loss = dashboard.getByRole('region', { name: 'loss' });
    await expect(loss.locator('.gtitle')).toHaveText('Loss');
    const surface = await loss.evaluate((card) => getComputedStyle(card).backgroundColor);
    await expect(loss.locator('.main-svg').first()).toHaveCSS('background-color', surface);
    const { width } = (await loss.locator('.main-svg').first().boundingBox())!;
    expect(width).toBeLessThan(1200);
    const own = dashboard.getByRole('region', { name: 'text' });
    await expect(own.locator('.main-svg').first()).toHaveCSS('background-color', 'rgb(1, 2, 3)');
    await expect(dashboard.getByRole('region', { name: 'drawn' }).locator('.slice')).toHaveCount(2);
    await expect(dashboard.getByRole('region', { name: 'surface' }).locator('canvas')).toBeVisible();
    const much = dashboard.getByRole('region', { name: 'much' });
    await expect(much.getByText('This figure asks for a lot')).toBeVisible();
    await expect(much.locator('.main-svg')).toHaveCount(0);
    await much.getByRole('button', { name: 'Draw the figure' }).click();
    await expect(much.locator('.main-svg').first()).toBeVisible();
    await expect(much.getByRole('button', { name: 'Draw the figure' })).toHaveCount(0);
    await expect(dashboard.locator('.plotly-chart a[href]')).toHaveCount(0);
    expect(await misdeeds()).toEqual([]);
  }
});
