import type * as media from '../../src/media/index';
import { describe, expect } from 'vitest';
import { clients } from './clients';
import { finish, open, test } from './page';

describe(clients.spoor, () => {
  test('logs tables with media in cells, in parts, which wandb.Api() reads with their types', async ({
    server,
    page,
  }) => {
    const id = await open(page);
    await page.addScriptTag({ path: 'dist/spoor.media.iife.js' });
    await page.evaluate(() => {
      const { Audio, Histogram, Html, Image, Table } = window.spoor as typeof window.spoor & typeof media;
      const canvas = new OffscreenCanvas(6, 6);
      canvas.getContext('2d')!.fillRect(0, 0, 6, 6);
      const columns = ['n', 'at', 'word', 'list', 'picture', 'pair', 'sound', 'page', 'spread'];
      const table = new Table({ columns, logMode: 'incremental' });
      const tone = Float32Array.from({ length: 80 }, (_, i) => Math.sin(i / 5));
      for (let n = 0; n < 2; n++) {
        const pair = [new Image(canvas), new Image(canvas)];
        const sound = new Audio(tone, { sampleRate: 8000 });
        const page = new Html(`<h1>höch ${n}</h1>`);
        table.addData(
          2n ** 60n + 1n,
          new Date(1.7e12),
          'a',
          [1, null],
          new Image(canvas),
          pair,
          sound,
          page,
          new Histogram([1, 2]),
        );
        window.run.log({ table });
      }
    });
    await finish(page);
    const { result } = await server.python('table_cells.py', { args: ['read', id] });
    const optional = (type: string) => expect.stringMatching(new RegExp(`None or ${type}|${type} or None`)) as string;
    const part = (num: number) => ({
      logged: { _type: 'incremental-table-file', nrows: num + 1, log_mode: 'INCREMENTAL', increment_num: num },
      types: {
        n: optional('Number'),
        at: optional('Timestamp'),
        word: optional('String'),
        list: expect.stringContaining('[]') as string,
        picture: expect.stringContaining('Image-file') as string,
        pair: expect.stringContaining('Image-file') as string,
        sound: optional('Audio-file'),
        page: optional('Html-file'),
        spread: optional('Any'),
      },
      data: [
        [
          '1152921504606846977',
          1.7e12,
          'a',
          [1, null],
          'image-file',
          ['image-file', 'image-file'],
          'audio-file',
          'html-file',
          'histogram',
        ],
      ],
      made: [['1152921504606846977', '2023-11-14 22:13:20+00:00', 'a']],
    });
    expect(result['tables']).toEqual([part(0), part(1)]);
  });
});

describe(clients.wandb, () => {
  test('logs tables with media in cells and in increments, which the dashboard shows', async ({ server, page }) => {
    const { result } = await server.python('table_cells.py', { args: ['log'] });
    const dashboard = await page.context().newPage();
    const complaints: string[] = [];
    dashboard.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await dashboard.goto(server.loginUrl);
    await dashboard.goto(`${server.url}/local/cells/runs/${String(result['id'])}?tab=tables`);
    const card = dashboard.getByRole('region', { name: 'table', exact: true });
    const thumbnails = card.locator('.cell-open img');
    await thumbnails.nth(1).waitFor();
    await expect
      .poll(() => thumbnails.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)))
      .toEqual([6, 6]);
    // In the artifact, which has the media, NaN is null.
    expect(await card.locator('.data-row').first().innerText()).toContain('NaN');
    expect(
      await card.locator('audio').evaluate(async (sound) => (await fetch((sound as HTMLAudioElement).src)).ok),
    ).toBe(true);
    await card.getByRole('button', { name: /^Open document: page, row 1/ }).click();
    const dialog = dashboard.getByRole('dialog');
    expect(await dialog.locator('iframe').contentFrame().locator('h1').textContent()).toBe('page 1');
    await dialog.getByRole('button', { name: 'Close' }).click();
    const grow = dashboard.getByRole('region', { name: 'grow', exact: true });
    const steps = async () => (await grow.locator('.data-row').allInnerTexts()).map((text) => text.split('\t')[2]);
    await expect.poll(steps).toEqual(['0', '1', '4']);
    expect(complaints).toEqual([]);
    await dashboard.close();
  });
});
