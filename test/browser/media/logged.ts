import type { Page } from 'playwright-core';
import type * as media from '../../../src/media/index';
import type * as video from '../../../src/media/video/index';
import type * as spoorModule from '../../../src/index';
import { parseRow, type Row } from '../../../src/wire/index';
import { openRun, type Stage } from '../../support/stage';

/** The global `spoor` of a page that has loaded `spoor.media.iife.js` too, and, for clips, `spoor.video.iife.js`. */
export type Spoor = typeof spoorModule & typeof media & typeof video;

export interface Logged {
  id: string;
  row: Row;
  /** What is dropped, by reason. */
  dropped: Record<string, number>;
  /** What the page said on the console. */
  complaints: string[];
  /** The bytes of a stored file. */
  file: (path: string) => Promise<Buffer>;
}

/**
 * Logs what `make` gives, in a page that has the script tags of `spoor` and `spoor/media`, and tells what the server
 * has stored of it. `make` runs in the page, so it may use nothing from outside of itself.
 */
export async function logMedia(
  stage: Stage,
  page: Page,
  make: (spoor: Spoor) => Record<string, unknown> | Promise<Record<string, unknown>>,
): Promise<Logged> {
  const hasMedia = await page.evaluate(() => 'Html' in window.spoor);
  if (!hasMedia) await page.addScriptTag({ path: 'dist/spoor.media.iife.js' });
  const id = await openRun(page);
  const complaints: string[] = [];
  const listen = (message: { text(): string }) => void complaints.push(message.text());
  page.on('console', listen);
  const dropped = await page.evaluate(async (source) => {
    // oxlint-disable-next-line no-implied-eval -- the function comes from the test
    const values = new Function(`return (${source})`)() as (spoor: unknown) => Promise<Record<string, unknown>>;
    window.run.log(await values(window.spoor));
    await window.run.synced();
    return window.run.status().dropped as Record<string, number>;
  }, String(make));
  page.off('console', listen);
  const [line] = stage.stored(id)!.lines;
  return {
    id,
    row: line ? parseRow(line.text) : {},
    dropped,
    complaints,
    file: async (path) => Buffer.from(await stage.file(id, path)),
  };
}
