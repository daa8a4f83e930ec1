import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { parseRow, type Row } from '../../src/wire/index';
import type { EnginePage } from '../support/engines';
import type { Site } from './site';
import type { Capabilities } from './suite';

export const VALUES: Capabilities = {
  'NaN and infinities': async (site) => {
    const { page, id } = await site.openRun();
    await page.evaluate(() =>
      window.run.log({ nan: NaN, up: Infinity, down: -Infinity, list: new Float32Array([1, NaN, -Infinity]) }),
    );
    expect(await onlyRow(site, page, id)).toMatchObject({
      nan: NaN,
      up: Infinity,
      down: -Infinity,
      list: [1, NaN, -Infinity],
    });
  },

  'Images from canvas, OffscreenCanvas, ImageData, ImageBitmap, img, Blob': async (site) => {
    const { page, id } = await site.openRun();
    await page.evaluate(async () => {
      const { Image } = window.spoor;
      const canvas = document.createElement('canvas');
      canvas.width = 20;
      canvas.height = 10;
      canvas.getContext('2d')!.fillRect(0, 0, 10, 10);
      const img = document.createElement('img');
      img.src = canvas.toDataURL();
      await img.decode();
      const offscreen = new OffscreenCanvas(20, 10);
      offscreen.getContext('2d')!.fillRect(0, 0, 5, 5);
      const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!)));
      window.run.log({
        canvas: new Image(canvas),
        offscreen: new Image(offscreen),
        data: new Image(new ImageData(20, 10)),
        bitmap: new Image(await createImageBitmap(canvas)),
        img: new Image(img),
        blob: new Image(blob),
      });
    });
    const row = await onlyRow(site, page, id);
    for (const key of ['canvas', 'offscreen', 'data', 'bitmap', 'img', 'blob']) {
      expect(row, key).toMatchObject({ [key]: { _type: 'image-file', format: 'png', width: 20, height: 10 } });
      expect(formatOf(await site.stage.file(id, pathOf(row, key)))).toBe('png');
    }
  },

  'Images keep their colours and what is transparent': async (site) => {
    const { page, id } = await site.openRun();
    const colours = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0];
    await page.evaluate((bytes) => {
      const data = new ImageData(new Uint8ClampedArray(bytes), 2, 2);
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 2;
      canvas.getContext('2d')!.putImageData(data, 0, 0);
      window.run.log({ data: new window.spoor.Image(data), canvas: new window.spoor.Image(canvas) });
    }, colours);
    const row = await onlyRow(site, page, id);
    for (const key of ['data', 'canvas']) {
      const file = await site.stage.file(id, pathOf(row, key));
      expect(await page.evaluate(readPixels, [...file]), key).toEqual(colours);
    }
  },

  'Images as jpeg': (site) => imageAs(site, 'jpeg'),
  'Images as webp': (site) => imageAs(site, 'webp'),

  'SHA-256 of each file, in a secure context': async (site) => {
    const { page, id } = await site.openRun();
    await page.evaluate(() => window.run.log({ image: new window.spoor.Image(new ImageData(4, 4)) }));
    const row = await onlyRow(site, page, id);
    const hash = createHash('sha256').update(await site.stage.file(id, pathOf(row, 'image')));
    expect(row).toMatchObject({ image: { sha256: hash.digest('hex') } });
  },
};

/** A file is what its row says, whatever the engine made of the wish. */
async function imageAs(site: Site, format: 'jpeg' | 'webp'): Promise<string | void> {
  const { page, id } = await site.openRun();
  await page.evaluate((wanted) => {
    window.run.log({ image: new window.spoor.Image(new ImageData(16, 16), { format: wanted, quality: 0.8 }) });
  }, format);
  const row = await onlyRow(site, page, id);
  const made = formatOf(await site.stage.file(id, pathOf(row, 'image')));
  expect(row).toMatchObject({ image: { format: made, path: expect.stringMatching(new RegExp(`\\.${made}$`)) } });
  if (made !== format) return `written as ${made}`;
}

/** The row of a run that has one, once it is delivered with its files, and nothing was dropped. */
async function onlyRow(site: Site, page: EnginePage, id: string): Promise<Row> {
  await page.evaluate(() => window.run.synced());
  expect(await page.evaluate(() => window.run.status().dropped)).toEqual({});
  const { lines } = site.stage.stored(id)!;
  expect(lines).toHaveLength(1);
  return parseRow(lines[0]!.text);
}

function pathOf(row: Row, key: string): string {
  return (row[key] as { path: string }).path;
}

/** By the first bytes. */
function formatOf(file: Uint8Array): string | undefined {
  const head = Buffer.from(file.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  return /^RIFF....WEBP/s.test(head) ? 'webp' : undefined;
}

async function readPixels(bytes: number[]): Promise<number[]> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return [...context.getImageData(0, 0, bitmap.width, bitmap.height).data];
}
