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
