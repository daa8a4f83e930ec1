import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { parseRow } from '../../src/wire/index';
import { servedRun } from '../support/served-run';
import { openRun } from '../support/stage';

/**
 * What pages do to the built-ins of the language once Spoor is loaded. Here the engine runs in the page too: it may
 * start no worker.
 */
const CHANGES: Record<string, () => void> = {
  'a value on Object.prototype, as for…in finds it': () => Object.assign(Object.prototype, { version: '1.2', value: 3, _type: 'x' }),
  'a function on Object.prototype': () => Object.assign(Object.prototype, { extend: () => 1 }),
  'a toJSON on everything, as Prototype.js 1.6 had it': () => {
    const quoted = { value(this: unknown) { return `"${String(this)}"`; }, configurable: true, writable: true };
    for (const { prototype } of [Array, Date, String, Number, Object]) Object.defineProperty(prototype, 'toJSON', quoted);
  },
  'methods of lists of its own': () => {
    Object.assign(Array.prototype, { remove: () => 1, last: () => 1 });
    const from = function (list?: ArrayLike<unknown> | null) { return list ? Array.prototype.slice.call(list) : []; };
    Object.defineProperty(Array, 'from', { value: from, configurable: true, writable: true });
  },
  'a JSON of its own': () => {
    JSON.stringify = () => '"mine"';
  },
  'a JSON.parse that adds to what it reads': () => {
    const { parse } = JSON;
    JSON.parse = (text: string) => {
      const value = parse(text) as unknown;
      if (typeof value === 'object' && value !== null) Object.assign(value, { extra: 1 });
      return value;
    };
  },
  'clocks that stand still, as those of a test tool': () => {
    Date.now = () => 0;
    performance.now = () => 0;
    window.Date = class extends Date { static override now = () => 0; } as DateConstructor;
  },
}; // prettier-ignore

/** All that a run can say in rows, and what it says of itself. */
function logAll(page: Page): Promise<{ summary: string[]; config: string[]; rows: string[][]; dropped: string[] }> {
  return page.evaluate(async () => {
    const { run, spoor } = window;
    run.defineMetric('loss', { summary: ['min', 'last'] });
    for (let i = 0; i < 3; i++) {
      run.log({
        loss: 1 / (i + 1),
        text: 'a "text"',
        nested: { list: [1, 'two', { three: [3] }] },
        when: new Date(1_800_000_000_000),
        short: new Float32Array([1, NaN]),
        long: new Float32Array(100).fill(i),
        histogram: new spoor.Histogram([1, 2, 3], { bins: 2 }),
      });
    }
    run.config['layers'] = [1, { units: 2 }];
    run.summary['best'] = { of: [1] };
    run.alert({ title: 'Loss is small' });
    await run.synced();
    const rows: string[][] = [];
    for await (const row of run.history) rows.push(Object.keys(row).sort());
    return {
      summary: Object.keys(run.summary).sort(),
      config: Object.keys(run.config),
      rows,
      dropped: Object.keys(run.status().dropped),
    };
  });
}

const TIMES = ['_runtime', '_step', '_timestamp'];
const KEYS = ['histogram', 'long', 'loss', 'nested', 'short', 'text', 'when'];

test.describe('a page that has changed built-ins', () => {
  for (const name of Object.keys(CHANGES)) {
    test(`by ${name} is delivered as any other`, async ({ stage }) => {
      const page = await stage.openPage('no-worker.html');
      const began = Date.now() / 1000;
      const id = await openRun(page, { config: { lr: 0.1 } });
      expect(await page.evaluate(() => window.run.status().worker)).toBe('page');
      await page.evaluate(CHANGES[name]!);
      expect(await logAll(page)).toEqual({
        summary: ['best', ...KEYS],
        config: ['lr', 'layers'],
        rows: [1, 2, 3].map(() => [...TIMES, ...KEYS]),
        dropped: [],
      });
      const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
      lines.forEach((row, i) =>
        expect(row).toEqual({
          loss: 1 / (i + 1),
          text: 'a "text"',
          nested: { list: [1, 'two', { three: [3] }] },
          when: '2027-01-15T08:00:00.000Z',
          short: [1, NaN],
          long: expect.objectContaining({
            _type: 'histogram',
            values: [...Array<number>(16).fill(0), 100, ...Array<number>(15).fill(0)],
          }),
          histogram: { _type: 'histogram', values: [1, 2], bins: [1, 2, 3] },
          _step: i,
          _runtime: expect.any(Number),
          _timestamp: expect.any(Number),
        }),
      );
      expect(lines).toHaveLength(3);
      expect(lines[0]!['_timestamp']).toBeGreaterThanOrEqual(began);
      const { user, summary } = await servedRun(stage, id);
      expect(user).toEqual({ lr: 0.1, layers: [1, { units: 2 }] });
      expect(Object.keys(summary).sort()).toEqual([...TIMES, 'best', ...KEYS]);
      expect(summary).toMatchObject({
        loss: { min: 1 / 3, last: 1 / 3 },
        best: { of: [1] },
        nested: { list: [1, 'two', { three: [3] }] },
      });
      expect(await page.evaluate(() => window.run.finish())).toEqual({ delivered: true });
      await page.close();
    });
  }
});

test("a page whose tf.min.js has put a structuredClone of its own in place of the browser's keeps its pictures", async ({
  stage,
}) => {
  const page = await stage.openPage('no-worker.html');
  const id = await openRun(page);
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  const dropped = await page.evaluate(async () => {
    const { run, spoor } = window;
    run.log({
      pixels: new spoor.Image(new ImageData(2, 2)),
      bitmap: new spoor.Image(await createImageBitmap(new ImageData(2, 2))),
    });
    await run.synced();
    return run.status().dropped;
  });
  expect(dropped).toEqual({});
  const image = expect.objectContaining({ _type: 'image-file', width: 2, height: 2 });
  expect(parseRow(stage.stored(id)!.lines[0]!.text)).toMatchObject({ pixels: image, bitmap: image });
  await page.close();
});
