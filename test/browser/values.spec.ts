import { expect, test } from '../support/fixtures';
import type { Page } from 'playwright-core';
import { parseRow } from '../../src/wire/index';
import { openRun } from '../support/stage';

let page: Page;
test.beforeEach(async ({ stage }) => {
  page = await stage.openPage();
});

/** Calls in the page and gives the code of what it throws, with its sentence. */
function misuse(call: string): Promise<{ code: string; message: string; name: string } | null> {
  return page.evaluate(async (source) => {
    try {
      // oxlint-disable-next-line no-implied-eval -- the call is part of this test
      const calls = new Function('run', 'spoor', `return (async () => { ${source} })()`);
      await calls(window.run, window.spoor);
      return null;
    } catch (error) {
      const { code, message, name } = error as { code: string; message: string; name: string };
      return { code, message, name };
    }
  }, call);
}

test.describe('misuse has a stable code and a sentence that says what to do', () => {
  test.beforeEach(() => openRun(page));

  for (const [code, call, sentence] of [
    ['no-project', 'await spoor.init({})', 'init('],
    ['no-project', 'await spoor.init()', 'init('],
    ['bad-name', "await spoor.init({ project: 'a/b' })", 'choose another'],
    ['bad-mode', "await spoor.init({ project: 'p', mode: 'sometimes' })", '"online", "offline", "disabled"'],
    ['bad-option', "await spoor.init({ project: 'p', baseUrl: 'ftp://x' })", 'http'],
    ['bad-option', "await spoor.init({ project: 'p', tags: [''] })", 'tag'],
    ['bad-step', 'run.log({ a: 1 }, { step: NaN })', 'whole number'],
    ['bad-step', 'run.log({ a: 1 }, { step: Infinity })', 'whole number'],
    ['bad-step', 'run.log({ a: 1 }, { step: -1 })', 'whole number'],
    ['bad-row', 'run.log(3)', 'values by name'],
    ['bad-option', 'new spoor.Histogram([1], { bins: 0 })', 'bins'],
    ['bad-option', "new spoor.Image(document.createElement('canvas'), { format: 'tiff' })", 'png'],
    [
      'run-finished',
      "const other = await spoor.init({ project: 'stage' }); await other.finish(); other.log({ a: 1 })",
      'init()',
    ],
  ] as const) {
    test(`${code}: ${call}`, async () => {
      const error = await misuse(call);
      expect(error).toMatchObject({ code, name: 'SpoorError' });
      expect(error!.message).toContain(sentence);
    });
  }

  test('no-run: log() before init()', async ({ stage }) => {
    const fresh = await stage.openPage();
    const code = await fresh.evaluate(() => {
      try {
        window.spoor.log({ a: 1 });
        return 'logged';
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    expect(code).toBe('no-run');
  });
});

test.describe('values', () => {
  test('a bad value costs that value, never the row or the run, and is counted', async ({ stage }) => {
    const id = await openRun(page);
    const dropped = await page.evaluate(async () => {
      const cyclic: Record<string, unknown> = { inner: 1 };
      cyclic['self'] = cyclic;
      window.run.log({
        good: 1,
        callback: () => 1,
        nothing: undefined,
        cyclic,
        symbol: Symbol('s'),
        node: document.body,
        huge: 'x'.repeat(11_000_000),
      });
      window.run.log({ good: 2 });
      await window.run.synced();
      return window.run.status().dropped;
    });
    expect(dropped).toEqual({ 'unsupported-value': 4, 'cyclic-value': 1, 'value-too-large': 1 });
    const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
    expect(lines).toEqual([
      expect.objectContaining({ good: 1, cyclic: { inner: 1 }, _step: 0 }),
      expect.objectContaining({ good: 2, _step: 1 }),
    ]);
    expect(Object.keys(lines[0]!).sort()).toEqual(['_runtime', '_step', '_timestamp', 'cyclic', 'good']);
  });

  test('every kind of value arrives as it was', async ({ stage }) => {
    const id = await openRun(page);
    await page.evaluate(async () => {
      window.run.log({
        nan: NaN,
        up: Infinity,
        down: -Infinity,
        text: 'NaN and "quotes" \u2028 \u{1F600}',
        yes: true,
        none: null,
        big: 9007199254740993n,
        nested: { a: { b: [1, 'two', null] } },
        short: new Float32Array([1, NaN, 3]),
        long: new Float64Array(1000).map((_, i) => i),
        when: new Date(Date.UTC(2026, 0, 2)),
        'slash/and.dot': 1,
        histogram: new window.spoor.Histogram([1, 2, 2, 3], { bins: 2 }),
      });
      await window.run.synced();
    });
    const [line] = stage.stored(id)!.lines;
    expect(line!.text).toContain('"big":9007199254740993');
    expect(parseRow(line!.text)).toMatchObject({
      nan: NaN,
      up: Infinity,
      down: -Infinity,
      text: 'NaN and "quotes" \u2028 \u{1F600}',
      yes: true,
      none: null,
      nested: { a: { b: [1, 'two', null] } },
      short: [1, NaN, 3],
      long: { _type: 'histogram', values: expect.arrayContaining([31, 32]) },
      when: '2026-01-02T00:00:00.000Z',
      'slash/and.dot': 1,
      histogram: { _type: 'histogram', values: [1, 3], bins: [1, 2, 3] },
    });
  });

  test('steps may be given, skipped and out of order; rows of one step are merged until committed', async ({
    stage,
  }) => {
    const id = await openRun(page);
    await page.evaluate(async () => {
      window.run.log({ a: 1 }, { step: 10 });
      window.run.log({ b: 2 }, { step: 10 });
      window.run.log({ late: 1 }, { step: 3, commit: true });
      window.run.log({ c: 3 }, { commit: false });
      window.run.log({ d: 4 });
      await window.run.synced();
    });
    const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
    expect(lines).toMatchObject([
      { a: 1, b: 2, _step: 10 },
      { late: 1, _step: 3 },
      { c: 3, d: 4, _step: 11 },
    ]);
  });

  test('config and summary: nested, set during the run, kept by hand', async ({ stage }) => {
    const id = await openRun(page, { config: { model: { units: 4 } } });
    await page.evaluate(async () => {
      window.run.config['lr'] = 0.01;
      window.run.config.update({ model: { units: 8 } });
      window.run.summary['best'] = 0.9;
      window.run.log({ best: 0.1, loss: 1, nested: { a: 1 } });
      window.run.log({ best: 0.2, nested: { b: 2 } });
      await window.run.synced();
      await window.run.finish({ exitCode: 3 });
    });
    expect(stage.stored(id)).toMatchObject({
      state: 'failed',
      summary: { best: 0.9, loss: 1, nested: { a: 1, b: 2 } },
    });
    const config = await page.evaluate(() => ({ ...window.run.config }));
    expect(config).toMatchObject({ lr: 0.01, model: { units: 8 } });
  });

  test('images of every source and format are stored as files that are images', async ({ stage }) => {
    const id = await openRun(page);
    const dropped = await page.evaluate(async () => {
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
      const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), 'image/webp'));
      window.run.log({
        canvas: new Image(canvas, { caption: 'a "canvas"' }),
        'deep/offscreen': new Image(offscreen, { format: 'jpeg', quality: 0.8 }),
        data: new Image(new ImageData(20, 10)),
        bitmap: new Image(await createImageBitmap(canvas), { format: 'webp' }),
        img: new Image(img),
        blob: new Image(blob),
        list: [new Image(canvas, { caption: 'one' }), new Image(offscreen)],
        empty: new Image(document.createElement('img')),
      });
      await window.run.synced();
      return window.run.status().dropped;
    });
    expect(dropped).toEqual({ 'unreadable-media': 1 });
    const stored = stage.stored(id)!;
    const row = parseRow(stored.lines[0]!.text);
    expect(row).toMatchObject({
      canvas: { _type: 'image-file', format: 'png', width: 20, height: 10, caption: 'a "canvas"' },
      'deep/offscreen': {
        format: 'jpeg',
        path: expect.stringMatching(/^media\/images\/deep\/offscreen_0_[0-9a-f]{20}\.jpeg$/),
      },
      data: { format: 'png' },
      bitmap: { format: 'webp' },
      img: { format: 'png', width: 20 },
      blob: { format: 'webp' },
      list: { _type: 'images/separated', count: 2, captions: ['one', ''] },
    });
    expect(Object.keys(row)).not.toContain('empty');
    expect(stored.files.filter((name) => name.startsWith('media/images/'))).toHaveLength(8);
  });

  test('a picture keeps its colours and what is transparent', async ({ stage }) => {
    const id = await openRun(page);
    await page.evaluate(async () => {
      const pixels = new ImageData(
        new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0]),
        2,
        2,
      );
      window.run.log({ pixels: new window.spoor.Image(pixels) });
      await window.run.synced();
    });
    const { pixels } = parseRow(stage.stored(id)!.lines[0]!.text) as { pixels: { path: string } };
    const file = await stage.file(id, pixels.path);
    const data = await page.evaluate(
      async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
        const context = new OffscreenCanvas(2, 2).getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        return [...context.getImageData(0, 0, 2, 2).data];
      },
      [...file],
    );
    expect(data).toEqual([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0]);
  });
});
