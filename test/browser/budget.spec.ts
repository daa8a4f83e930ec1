import { expect, test } from '../support/fixtures';
import type { Page } from 'playwright-core';
import { parseRow, type Row } from '../../src/wire/index';
import { compareRows } from '../support/oracle';
import { logRows, openRun, rows, type Stage } from '../support/stage';

const BUDGET = 200_000;
const SETTINGS = { storageBudget: BUDGET, pageMetricsInterval: 0 };

let stage: Stage;
test.beforeEach(({ stage: opened }) => void (stage = opened));

const waiting = (page: Page) => page.evaluate(async () => (await window.spoor.runs())[0]!.waiting);
const status = (page: Page) => page.evaluate(() => window.run.status());

/** Logs rows without a network until some find no room in the journal; the id of their run. */
async function overfill(page: Page, count: number): Promise<string> {
  stage.proxy.cut();
  const id = await openRun(page, { settings: SETTINGS });
  for (let from = 0; from < count; from += 200) {
    await logRows(page, from, from + 200);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
  await expect.poll(async () => (await status(page)).problem?.code).toBe('storage-full');
  return id;
}

test.describe('a storage budget', () => {
  test('is kept offline: the largest pictures go, each counted, and every row arrives once when the network is back', async () => {
    const page = await stage.openPage();
    stage.proxy.cut();
    const id = await openRun(page, { settings: SETTINGS });
    const edges = [60, 90, 110, 40, 130, 70, 120, 50, 100, 80, 65, 95, 115, 45, 135, 75, 125, 55, 105, 85];
    const most = await page.evaluate(async (sizes) => {
      let bytes = 0;
      for (const [batch, edge] of sizes.entries()) {
        // Noise: of each pixel three bytes remain in the file.
        const noise = new ImageData(edge, edge);
        for (let i = 0; i < noise.data.length; i++) noise.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
        window.run.log({ batch, picture: new window.spoor.Image(noise) });
        for (let i = 0; i < 20; i++) window.run.log({ loss: i });
        await window.run.flush();
        bytes = Math.max(bytes, (await window.spoor.runs())[0]!.waiting.bytes);
      }
      return bytes;
    }, edges);
    expect(most).toBeGreaterThan(BUDGET / 2);
    expect(most).toBeLessThanOrEqual(BUDGET);
    const { dropped, waitingBytes, journaled } = await status(page);
    expect([waitingBytes, journaled]).toEqual([(await waiting(page)).bytes, edges.length * 21]);
    const shed = edges.length - (await waiting(page)).files;
    expect(shed).toBeGreaterThan(0);
    expect(dropped).toEqual({ 'storage-full': shed });

    stage.proxy.mend();
    await page.evaluate(() => window.run.synced());
    const { lines, files } = stage.stored(id)!;
    const logged = edges.flatMap((_, batch) => [
      { step: batch * 21, values: { batch } },
      ...Array.from({ length: 20 }, (__, i) => ({ step: batch * 21 + 1 + i, values: { loss: i } })),
    ]);
    const { missingFiles, ...rest } = compareRows(logged, lines, files);
    expect(rest).toEqual({ lost: [], doubled: [], altered: [], unknown: [], gaps: [] });
    expect([lines.length, missingFiles.length]).toEqual([logged.length, shed]);
    const pictures = lines.flatMap(({ text }) => (parseRow(text)['picture'] as Row | undefined) ?? []) as {
      path: string;
      size: number;
    }[];
    const sizes = (isMissing: boolean) =>
      pictures.filter(({ path }) => missingFiles.includes(path) === isMissing).map(({ size }) => size);
    expect(Math.max(...sizes(false))).toBeLessThanOrEqual(Math.min(...sizes(true)));
    expect(await status(page)).toMatchObject({ waitingBytes: 0, problem: null });
  });

  test('lets rows wait in memory when no picture is left, and delivers each once when the network is back', async () => {
    const page = await stage.openPage();
    const id = await overfill(page, 6_000);
    const { logged, journaled, dropped, waitingBytes, problem } = await status(page);
    expect([logged, dropped]).toEqual([6_000, {}]);
    expect(problem!.message).toContain(`settings.storageBudget is ${BUDGET} bytes`);
    expect(journaled).toBeGreaterThan(500);
    expect(journaled).toBeLessThan(5_000);
    expect(waitingBytes).toBeLessThanOrEqual(BUDGET);
    expect(await waiting(page)).toMatchObject({ rows: journaled, bytes: waitingBytes });

    stage.proxy.mend();
    await page.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 6_000));
    expect(await status(page)).toMatchObject({ journaled: 6_000, waitingBytes: 0, dropped: {} });
  });

  test('keeps the rows that wait in memory when the page is closed', async () => {
    const page = await stage.openPage();
    const id = await overfill(page, 4_000);
    await page.reload();
    stage.proxy.mend();
    await openRun(page, { settings: SETTINGS });
    await stage.expectStored(id, rows(0, 4_000));
  });
});
