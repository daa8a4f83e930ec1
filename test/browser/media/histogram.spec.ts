import type * as tfjs from '@tensorflow/tfjs';
import { expect, test } from '../../support/fixtures';
import { openRun } from '../../support/stage';
import { parseRow } from '../../../src/wire/index';
import { logMedia } from './logged';
import { openTab } from './shown';

const total = (value: unknown) => (value as { values: number[] }).values.reduce((sum, count) => sum + count, 0);

test('histograms of a page: bins, edges, long integers, tensors, and large arrays by the worker', async ({ stage }) => {
  const page = await stage.openPage();
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  const { row, dropped, complaints } = await logMedia(stage, page, ({ Histogram }) => {
    const { tf } = window as unknown as { tf: typeof tfjs };
    const large = Float64Array.from({ length: 1_000_000 }, (_, i) => i);
    const values = {
      edges: new Histogram([0, 0.4, 0.5, 0.95, 1, 1.5], { edges: [0, 0.5, 0.9, 1] }),
      long: new Histogram(BigInt64Array.of(2n ** 53n - 1n, 2n ** 53n + 1n), { edges: [0, 2 ** 53, 2 ** 54] }),
      large: new Histogram(large, { bins: 4 }),
      bare: large,
      tensor: new Histogram(tf.range(0, 100_000), { bins: 2 }),
      nested: { of: [new Histogram(large, { bins: 2 })] },
      broken: new Histogram(
        large.map((value) => (value < 3 ? NaN : value === 3 ? Infinity : value)),
        { bins: 2 },
      ),
      nothing: new Histogram(new Float32Array(70_000).fill(NaN)),
    };
    setTimeout(() => large.fill(-1));
    return values;
  });
  expect(row).toMatchObject({
    edges: { _type: 'histogram', values: [2, 1, 2], bins: [0, 0.5, 0.9, 1], leftOut: { outside: 1 } },
    long: { values: [1, 1] },
    large: {
      _type: 'histogram',
      values: Array(4).fill(250_000),
      bins: [0, 249_999.75, 499_999.5, 749_999.25, 999_999],
    },
    tensor: { values: [50_000, 50_000] },
    nested: { of: [{ values: [500_000, 500_000] }] },
    broken: { values: [499_998, 499_998], bins: [4, 500_001.5, 999_999], leftOut: { nan: 3, infinite: 1 } },
    nothing: null,
  });
  expect(total(row['bare'])).toBe(1_000_000);
  expect(dropped).toEqual({ 'clipped-media': 1, 'unsupported-value': 1 });
  expect(complaints.filter((text) => text.includes('left out 3 NaN and 1 infinite'))).toHaveLength(1);
});

for (const [when, waits] of [
  ['before the worker has them', false],
  ['when the worker has them and does not answer', true],
] as const) {
  test(`the last words of a page that goes away have the large arrays: ${when}`, async ({ stage }) => {
    const page = await stage.openPage();
    const id = await openRun(page);
    await page.evaluate(async (isPosted) => {
      let posted: () => void;
      const posting = new Promise<void>((resolve) => (posted = resolve));
      Worker.prototype.postMessage = (message: unknown, transfer: unknown) => {
        // The worker has it, but will never say so.
        structuredClone(message, { transfer: transfer as Transferable[] });
        posted();
      };
      const values = Float32Array.from({ length: 1_000_000 }, (_, i) => i);
      window.run.log({ weights: new window.spoor.Histogram(values, { bins: 4 }), loss: 1 });
      values.fill(0);
      if (isPosted) await posting;
    }, waits);
    await page.goto(stage.pageUrl());
    await openRun(page);
    await expect.poll(() => stage.stored(id)?.lines.length).toBe(1);
    expect(parseRow(stage.stored(id)!.lines[0]!.text)).toMatchObject({
      weights: { _type: 'histogram', values: Array(4).fill(250_000) },
      loss: 1,
    });
  });
}

test('the panel says what was left out, and has no zero below zero', async ({ stage }) => {
  const page = await stage.openPage();
  const { id } = await logMedia(stage, page, ({ Histogram }) => ({
    'layer/weights': new Histogram([-0.1 - 0.2, -0.1, 0.1, 0.3, NaN, NaN, Infinity, 7], {
      // Half way between the outer ones is -3e-17.
      edges: [-0.1 - 0.2, -0.1, 0, 0.1, 0.3],
    }),
  }));
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page: dashboard, misdeeds } = await openTab(stage, id, 'histograms', { colorScheme });
    const card = dashboard.getByRole('region', { name: 'layer/weights' });
    await expect(card).toContainText('4 values');
    await expect(card).toContainText('left out: 2 NaN, 1 infinite, 1 outside of the edges');
    await expect(card.locator('.heat-left')).toHaveText(/^0\.30*\s*0\.0+\s*-0\.30*$/);
    await card.screenshot({ path: test.info().outputPath(`${colorScheme}.png`) });
    expect(await misdeeds()).toEqual([]);
  }
});
