import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { clients } from './clients';
import { compare, finish, open, test } from './page';

describe(clients.spoor, () => {
  test('logs numbers and 64-bit integers, which wandb.Api() reads equal', async ({ server, page }) => {
    const id = await open(page);
    await page.evaluate(() => {
      window.run.log({
        nan: NaN,
        up: Infinity,
        down: -Infinity,
        zero: 0,
        third: 1 / 3,
        sum: 0.1 + 0.2,
        tiny: 5e-324,
        small: 1e-7,
      });
      window.run.log({
        huge: Number.MAX_VALUE,
        large: 1e21,
        safe: Number.MAX_SAFE_INTEGER,
        exact: 2 ** 62,
        odd: 9007199254740993n,
      });
      window.run.log({ max: 9223372036854775807n, min: -9223372036854775808n });
    });
    await finish(page);
    await compare(server, id, {
      rows: [
        `{"nan":NaN,"up":Infinity,"down":-Infinity,"zero":0,"third":${1 / 3},"sum":${0.1 + 0.2},"tiny":5e-324,"small":1e-7,"_step":0}`,
        `{"huge":1.7976931348623157e308,"large":1e21,"safe":9007199254740991,"exact":4611686018427388000,"odd":9007199254740993,"_step":1}`,
        `{"max":9223372036854775807,"min":-9223372036854775808,"_step":2}`,
      ],
      columns: { third: `[${1 / 3}]`, nan: '["NaN"]', down: '["-Infinity"]' },
    });
  });

  test('logs texts, booleans, nothing, nested values and dates, under keys of every kind', async ({ server, page }) => {
    const id = await open(page);
    const row = {
      text: 'NaN "quoted" \\ \u2028 \u{1F600}',
      empty: '',
      yes: true,
      no: false,
      none: null,
      deep: { a: { b: [1, 'two', null, { c: true }] } },
      'dots.and/slashes': 1,
      'ключ 键 🔑': 'ünï',
      ' spaces and "quotes" ': 2,
    };
    await page.evaluate((values) => {
      window.run.log({ ...values, lists: { nan: [NaN, 1] }, when: new Date(Date.UTC(2026, 0, 2)) });
    }, row);
    await finish(page);
    const text = JSON.stringify(row).slice(1, -1);
    await compare(server, id, {
      rows: [`{${text},"lists":{"nan":[NaN,1]},"when":"2026-01-02T00:00:00.000Z","_step":0}`],
      columns: { 'ключ 键 🔑': '["ünï"]', 'dots.and/slashes': '[1]', 'deep.a.b': '[[1,"two",null,{"c":true}]]' },
    });
  });

  test('logs typed arrays and tensors', async ({ server, page }) => {
    const id = await open(page);
    await page.evaluate(() => {
      const { tf, run } = window;
      run.log({
        float32: new Float32Array([0.5, NaN, Infinity]),
        float64: new Float64Array([1 / 3]),
        int8: new Int8Array([-128, 127]),
        uint8: new Uint8Array([255]),
        int16: new Int16Array([-32768]),
        uint32: new Uint32Array([4294967295]),
        int64: new BigInt64Array([-9223372036854775808n, 9223372036854775807n]),
        uint64: new BigUint64Array([9223372036854775807n]),
        long: new Float64Array(100).map((_, i) => i),
      });
      run.log({
        scalar: tf.scalar(0.25),
        integer: tf.scalar(7, 'int32'),
        list: tf.tensor1d([1, 2.5, 3]),
        many: tf.range(0, 64),
      });
    });
    await finish(page);
    const bins = (from: number, to: number, count: number) =>
      Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
    const rows = await server.graphql<{ project: { run: { history: string[] } } }>(
      `{ project(name: "spoor") { run(name: "${id}") { history } } }`,
    );
    const [first, second] = rows.data!.project.run.history.map((line) =>
      JSON.parse(line.replaceAll(/\b(NaN|Infinity)\b/g, 'null')),
    );
    // The edges are Spoor's choice; what is counted is not.
    expect(first.long.values.reduce((sum: number, n: number) => sum + n)).toBe(100);
    expect([first.long.bins[0], first.long.bins.at(-1)]).toEqual([0, 99]);
    expect(second.many.bins).toEqual(bins(0, 63, second.many.values.length));
    await compare(server, id, {
      rows: [
        `{"float32":[0.5,NaN,Infinity],"float64":${1 / 3},"int8":[-128,127],"uint8":255,"int16":-32768,"uint32":4294967295,"int64":[-9223372036854775808,9223372036854775807],"uint64":9223372036854775807,"long":${JSON.stringify(first.long)},"_step":0}`,
        `{"scalar":0.25,"integer":7,"list":[1,2.5,3],"many":${JSON.stringify(second.many)},"_step":1}`,
      ],
      columns: { scalar: '[0.25]' },
    });
  });

  test('logs a histogram', async ({ server, page }) => {
    const id = await open(page);
    await page.evaluate(() =>
      window.run.log({ 'weights/kernel': new window.spoor.Histogram([1, 2, 2, 3], { bins: 2 }) }),
    );
    await finish(page);
    await compare(server, id, {
      rows: ['{"weights/kernel":{"_type":"histogram","values":[1,3],"bins":[1,2,3]},"_step":0}'],
    });
  });

  test('logs images as png, jpeg and webp with captions, and lists of them; the files are equal', async ({
    server,
    page,
  }) => {
    const id = await open(page);
    await page.evaluate(() => {
      const pixels = new ImageData(20, 10);
      for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
      const { Image } = window.spoor;
      for (const format of ['png', 'jpeg', 'webp'] as const) {
        window.run.log({ [`media/${format}`]: new Image(pixels, { format, caption: `a "${format}" ключ` }) });
      }
      window.run.log({
        list: [new Image(pixels, { caption: 'one' }), new Image(new ImageData(4, 4), { caption: 'two' })],
      });
    });
    await finish(page);
    const answer = await server.graphql<{ project: { run: { history: string[] } } }>(
      `{ project(name: "spoor") { run(name: "${id}") { history } } }`,
    );
    const rows = answer.data!.project.run.history.map((line) => JSON.parse(line) as Record<string, never>);
    for (const row of rows) for (const added of ['_runtime', '_timestamp']) delete row[added];
    expect(rows).toMatchObject([
      ...['png', 'jpeg', 'webp'].map((format) => ({
        [`media/${format}`]: { _type: 'image-file', format, width: 20, height: 10, caption: `a "${format}" ключ` },
      })),
      { list: { _type: 'images/separated', count: 2, captions: ['one', 'two'] } },
    ]);
    const { files } = await compare(server, id, { rows: rows.map((row) => JSON.stringify(row)) });
    expect(Object.keys(files)).toHaveLength(5);
    for (const [path, hash] of Object.entries(files)) expect(path).toContain(hash.slice(0, 20));
  });

  test('saves files; they are equal', async ({ server, page }) => {
    const id = await open(page);
    await page.evaluate(async () => {
      const { run } = window;
      await run.save(new Uint8Array([0, 255, 13, 10, 0]), { as: 'model/weights.bin' });
      await run.save(new Blob(['before']), { as: 'ключ and spaces.txt' });
      await run.save(new Blob(['after']), { as: 'ключ and spaces.txt' });
    });
    await finish(page);
    const { files } = await compare(server, id, { rows: [] });
    const digest = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(files).toEqual({
      'model/weights.bin': digest(new Uint8Array([0, 255, 13, 10, 0])),
      'ключ and spaces.txt': digest('after'),
    });
  });

  test('logs 10,000 steps out of order and with missing keys', async ({ server, page }) => {
    const id = await open(page);
    await page.evaluate(() => {
      // Every ten steps backwards.
      for (let i = 0; i < 10_000; i++) {
        const step = i - (i % 10) + 9 - (i % 10);
        window.run.log(
          {
            loss: 1 / (step + 1),
            at: step,
            ...(step % 3 === 0 && { third: step }),
            ...(step % 5 === 0 && { deep: { fifth: NaN } }),
          },
          { step, commit: true },
        );
      }
    });
    await finish(page);
    const steps = Array.from({ length: 10_000 }, (_, step) => step);
    await compare(server, id, {
      rows: steps.map(
        (step) =>
          `{"loss":${1 / (step + 1)},"at":${step}${step % 3 === 0 ? `,"third":${step}` : ''}${step % 5 === 0 ? ',"deep":{"fifth":NaN}' : ''},"_step":${step}}`,
      ),
      columns: { third: JSON.stringify(steps.filter((step) => step % 3 === 0)) },
    });
  });
});
