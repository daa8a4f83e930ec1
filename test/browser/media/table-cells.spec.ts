import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Row } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

type Cell = Row | null;
const SHOTS = process.env['SHOTS'];

test('media in the cells of a table are stored as they were added, and shown small and large', async ({ stage }) => {
  const page = await stage.openPage();
  await page.addScriptTag({ path: 'dist/spoor.video.iife.js' });
  const { id, row, dropped, complaints, file } = await logMedia(stage, page, async (spoor) => {
    const { Audio, Histogram, Html, Image, Markdown, Molecule, Object3D, Plotly, Table, Video } = spoor;
    const canvas = new OffscreenCanvas(28, 28);
    const context = canvas.getContext('2d')!;
    const paint = (color: string) => {
      context.fillStyle = color;
      context.fillRect(0, 0, 28, 28);
    };
    const frames = Array.from({ length: 4 }, (_, i) => {
      const frame = new OffscreenCanvas(64, 48);
      const drawn = frame.getContext('2d')!;
      drawn.fillStyle = '#2a6';
      drawn.fillRect(0, 0, 64, 48);
      drawn.fillStyle = '#fff';
      drawn.fillRect(i * 12, 10, 12, 12);
      return frame;
    });
    const tone = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 8) / 2);
    const boxData = [{ position: { minX: 0.1, maxX: 0.6, minY: 0.1, maxY: 0.6 }, classId: 1 }];
    const pictures = new Table({ columns: ['id', 'digit', 'pair', 'sound', 'clip', 'at'] });
    for (const [i, color] of ['#ff0000', '#0000ff'].entries()) {
      paint(color);
      const boxes = { guess: { boxData, classLabels: { 1: 'seven' } } };
      const digit = new Image(canvas, i === 0 ? { caption: 'red', boxes } : {});
      const pair = i === 0 ? [new Image(canvas), new Image(canvas)] : [];
      const sound = i === 0 ? new Audio(tone, { sampleRate: 8000, caption: 'a tone' }) : null;
      pictures.addData(i, digit, pair, sound, i === 0 ? new Video(frames, { fps: 4 }) : null, new Date(1.7e12));
    }
    // A tainted or empty source costs its cell.
    pictures.addData(2, new Image(new Blob(['no picture'])), [], null, null, null);
    paint('#00ff00');
    const others = new Table({ columns: ['what', 'html', 'markdown', 'points', 'molecule', 'figure', 'spread'] });
    others.addData(
      'one of each',
      new Html('<h1>höch</h1><script>alert(1)</script>'),
      new Markdown('# <img src=x onerror=alert(1)>notes', { caption: '<b>notes</b>' }),
      new Object3D(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0)),
      new Molecule('HETATM    1  O   HOH A   1       0.000   0.000   0.000  1.00  0.00           O\n', {
        format: 'pdb',
      }),
      new Plotly({ data: [{ type: 'bar', y: [1, 2] }], layout: {} }),
      new Histogram([1, 2, 2, 3, 3, 3]),
    );
    return { pictures, others };
  });
  expect(dropped).toEqual({ 'unreadable-media': 1 });
  expect(complaints.join('\n')).toContain('unreadable-image');
  const contentOf = async (key: string) =>
    JSON.parse(String(await file((row[key] as Row)['path'] as string))) as { data: Cell[][]; column_types: unknown };
  const { data } = await contentOf('pictures');
  const isStored = async (cell: Cell, type: string, begin: string) => {
    expect(cell).toMatchObject({ _type: type });
    const bytes = await file(cell!['path'] as string);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(cell!['sha256']);
    expect(bytes.subarray(0, 64).toString('latin1')).toContain(begin);
  };
  await isStored(data[0]![1]!, 'image-file', 'PNG');
  await isStored(data[1]![1]!, 'image-file', 'PNG');
  expect(data[0]![1]).toMatchObject({ caption: 'red', width: 28, boxes: { guess: { _type: 'boxes2D' } } });
  // The canvas showed something else for each row.
  expect(data[0]![1]!['sha256']).not.toBe(data[1]![1]!['sha256']);
  expect((data[0]![2] as unknown as Row[]).map(({ sha256 }) => sha256)).toEqual([
    data[0]![1]!['sha256'],
    data[0]![1]!['sha256'],
  ]);
  await isStored(data[0]![3]!, 'audio-file', 'WAVE');
  await isStored(data[0]![4]!, 'video-file', '');
  expect(data[2]).toEqual([2, null, [], null, null, null]);
  const others = (await contentOf('others')).data[0]!;
  await isStored(others[1]!, 'html-file', 'alert(1)');
  await isStored(others[2]!, 'markdown-file', 'notes');
  await isStored(others[3]!, 'object3D-file', '[[0,0,0]');
  await isStored(others[4]!, 'molecule-file', 'HETATM');
  await isStored(others[5]!, 'plotly-file', '"bar"');
  expect(others[6]).toMatchObject({ _type: 'histogram' });

  for (const colorScheme of ['light', 'dark'] as const) {
    const { page: dashboard, misdeeds } = await openTab(stage, id, 'tables', { colorScheme });
    const card = dashboard.getByRole('region', { name: 'pictures', exact: true });
    const thumbnails = card.locator('.cell-open img');
    await expect(thumbnails).toHaveCount(4);
    await expect
      .poll(() => thumbnails.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)))
      .toEqual([28, 28, 28, 28]);
    await expect(card.locator('.data-row').first()).toContainText('2023-11-14T22:13:20.000Z');
    await expect
      .poll(() => card.locator('.cell-open video').evaluate((clip) => (clip as HTMLVideoElement).videoWidth))
      .toBe(64);
    expect(await card.locator('audio').getAttribute('preload')).toBe('none');
    const seconds = await card.locator('audio').evaluate(async (element) => {
      const sound = element as HTMLAudioElement;
      sound.muted = true;
      await sound.play();
      return sound.duration;
    });
    expect(seconds).toBeCloseTo(1, 1);

    const dialog = dashboard.getByRole('dialog');
    const open = async (name: string | RegExp) => {
      await dashboard.getByRole('button', { name }).first().click();
      await expect(dialog).toBeVisible();
    };
    const close = async () => {
      await dialog.getByRole('button', { name: 'Close' }).click();
      await expect(dialog).toHaveCount(0);
    };
    await open('Open red: digit, row 0');
    await expect(dialog.locator('.overlay-tools')).toContainText('seven');
    if (SHOTS) await dashboard.screenshot({ path: `${SHOTS}/tables-dialog-${colorScheme}.png` });
    await dashboard.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await open(/^Open video: clip/);
    await expect(dialog.locator('video')).toHaveAttribute('controls', '');
    await close();
    await open(/^Open document: html/);
    await expect(dialog.locator('iframe').contentFrame().locator('h1')).toHaveText('höch');
    await close();
    await open('Open <b>notes</b>: markdown, row 0');
    await expect(dialog.getByRole('heading', { name: 'notes' }).last()).toBeVisible();
    await close();
    await open(/^Open 3-D object: points/);
    await expect(dialog.getByText('3 points')).toBeVisible();
    await close();
    await open(/^Open molecule: molecule/);
    await expect(dialog.getByText('1 atom', { exact: true })).toBeVisible();
    await close();
    await open(/^Open figure: figure/);
    await expect(dialog.locator('.barlayer .point')).toHaveCount(2);
    await close();
    await open(/^Open histogram: spread/);
    await expect(dialog.locator('.bars path')).toBeVisible();
    await close();
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true });
      await dashboard.screenshot({ path: `${SHOTS}/tables-cells-${colorScheme}.png`, fullPage: true });
    }
    expect(await misdeeds()).toEqual([]);
    await dashboard.context().close();
  }
});

test('100,000 rows with pictures are scrolled, sorted and filtered, and fetch only those in view', async ({
  stage,
}) => {
  const page = await stage.openPage();
  const { id } = await logMedia(stage, page, async () => {
    // A page could not draw as many: each row names a file of its own, most of which are not there.
    const data = Array.from({ length: 100_000 }, (_, i) => [
      i,
      { _type: 'image-file', path: `media/images/${i}.png`, caption: `picture ${i}` },
    ]);
    const text = JSON.stringify({ columns: ['i', 'picture'], data });
    await window.run.save(new Blob([text]), { as: 'media/table/many.table.json' });
    return { many: { _type: 'table-file', ncols: 2, nrows: 100_000, path: 'media/table/many.table.json' } };
  });
  const { page: dashboard } = await openTab(stage, id, 'tables');
  const fetched = new Set<string>();
  dashboard.on('request', (request) => {
    if (request.url().includes('/media/images/')) fetched.add(request.url());
  });
  const card = dashboard.getByRole('region', { name: 'many', exact: true });
  await expect(card.locator('.data-row').first()).toContainText('0');
  expect(await card.locator('.data-row').count()).toBeLessThan(60);
  const first = () => card.getByRole('button', { name: /^Open picture/ }).first();
  await card.getByRole('button', { name: 'i', exact: true }).click();
  await expect(first()).toHaveAccessibleName('Open picture 99999: picture, row 99,999');
  await card.getByRole('searchbox').fill('picture 4242');
  await expect(card.locator('.data-table-tools')).toContainText('11 of 100,000 rows');
  await card.getByRole('searchbox').fill('');
  await card.locator('.data-table-box').evaluate((box) => (box.scrollTop = box.scrollHeight));
  await expect(card.getByRole('button', { name: 'Open picture 0: picture, row 0' })).toBeVisible();
  expect(fetched.size).toBeGreaterThan(0);
  expect(fetched.size).toBeLessThan(300);
  await dashboard.context().close();
});

test('a table that grows is logged in parts, and shown with all rows up to a step', async ({ stage }) => {
  const page = await stage.openPage();
  const { id, row, dropped } = await logMedia(stage, page, ({ Image, plot, Table }) => {
    const grow = new Table({ columns: ['step', 'loss', 'sample'], logMode: 'incremental' });
    const canvas = new OffscreenCanvas(4, 4);
    const context = canvas.getContext('2d')!;
    for (let step = 0; step < 3; step++) {
      context.fillStyle = ['red', 'green', 'blue'][step]!;
      context.fillRect(0, 0, 4, 4);
      grow.addData(step, 1 / (step + 1), new Image(canvas));
      window.run.log({ grow });
    }
    const table = new Table({ columns: ['a'], data: [[1]], logMode: 'mutable' });
    return {
      chart: window.run.plotTable('wandb/histogram/v0', table, { value: 'a' }, { title: 'A' }),
      bars: plot.histogram(table, 'a'),
    };
  });
  expect(dropped).toEqual({});
  const rows = [...stage.stored(id)!.lines].map(({ text }) => JSON.parse(text) as { grow: Row });
  expect(row['grow']).toMatchObject({ _type: 'incremental-table-file', increment_num: 0, nrows: 1 });
  expect(rows[2]!.grow).toMatchObject({
    log_mode: 'INCREMENTAL',
    increment_num: 2,
    nrows: 3,
    previous_increments_paths: [rows[0]!.grow['path'], rows[1]!.grow['path']],
  });
  const last = JSON.parse(Buffer.from(await stage.file(id, rows[2]!.grow['path'] as string)).toString()) as {
    data: Cell[][];
  };
  expect(last.data).toMatchObject([[2, 1 / 3, { _type: 'image-file' }]]);

  const { page: dashboard, misdeeds } = await openTab(stage, id, 'tables');
  const card = dashboard.getByRole('region', { name: 'grow', exact: true });
  const steps = async () => (await card.locator('.data-row').allInnerTexts()).map((text) => text.split('\t')[1]);
  await expect.poll(steps).toEqual(['0', '1', '2']);
  await expect(card).toContainText('logged in 3 parts');
  await expect(card.locator('.cell-open img')).toHaveCount(3);
  await card.getByRole('slider').press('ArrowLeft');
  await expect.poll(steps).toEqual(['0', '1']);
  await dashboard.goto(dashboard.url().replace('tab=tables', 'tab=plots'));
  await expect(dashboard.getByRole('region', { name: 'chart', exact: true }).locator('svg').first()).toContainText(
    'Count',
  );
  expect(await misdeeds()).toEqual([]);
  await dashboard.context().close();
});
