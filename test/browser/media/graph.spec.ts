import type * as tensorflow from '@tensorflow/tfjs';
import type { MediaPart } from '../../../src/thread/draft';
import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

test('a model and a graph given by its parts are stored as W&B has them, and drawn', async ({ stage }) => {
  const page = await stage.openPage();
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  const { id, row, dropped, file } = await logMedia(stage, page, ({ Graph }) => {
    const { tf } = window as unknown as { tf: typeof tensorflow };
    const { conv2d, add, flatten, dense, batchNormalization } = tf.layers;
    const input = tf.input({ shape: [28, 28, 1], name: 'pixels' });
    const conv = (name: string, x: tensorflow.SymbolicTensor) =>
      conv2d({ filters: 8, kernelSize: 3, padding: 'same', name }).apply(x) as tensorflow.SymbolicTensor;
    let x = conv('stem', input);
    for (const block of ['block1', 'block2']) {
      const around = x;
      x = conv(`${block}/conv`, x);
      x = batchNormalization({ name: `${block}/norm` }).apply(x) as tensorflow.SymbolicTensor;
      x = add({ name: `${block}/add` }).apply([x, around]) as tensorflow.SymbolicTensor;
    }
    x = flatten({ name: 'flat' }).apply(x) as tensorflow.SymbolicTensor;
    const output = dense({ units: 10, name: 'digits' }).apply(x) as tensorflow.SymbolicTensor;
    return {
      'net/model': new Graph(tf.model({ inputs: input, outputs: output })),
      circle: new Graph({
        nodes: [{ id: 1, name: 'wait' }, { id: 2, name: 'work', className: 'State' }, { id: 3 }],
        edges: [
          [1, 2],
          [2, 1],
          [2, 2],
          [2, 3],
        ],
      }),
      empty: new Graph({ nodes: [], edges: [] }),
    };
  });
  expect(dropped).toEqual({});
  expect(row['net/model']).toMatchObject({
    _type: 'graph-file',
    path: expect.stringMatching(/^media\/graph\/net\/model_0_[0-9a-f]{20}\.graph\.json$/),
  });
  const stored = async (key: string) => String(await file((row[key] as { path: string }).path));
  const { format, nodes, edges } = JSON.parse(await stored('net/model')) as { [field: string]: unknown[] };
  expect(format).toBe('keras');
  expect(nodes).toHaveLength(10);
  expect(nodes![1]).toEqual({
    name: 'stem',
    id: 'stem',
    class_name: 'Conv2D',
    output_shape: [null, 28, 28, 8],
    num_parameters: 80,
  });
  expect(edges).toContainEqual(['stem', 'block1/add']);
  expect(await stored('circle')).toBe(
    '{"format":"keras","nodes":[{"name":"wait","id":1},{"name":"work","id":2,"class_name":"State"},{"name":"3","id":3}],"edges":[[1,2],[2,1],[2,2],[2,3]]}',
  );

  for (const colorScheme of ['light', 'dark'] as const) {
    const { page: dashboard, misdeeds } = await openTab(stage, id, 'media', { colorScheme });
    const model = dashboard.getByRole('region', { name: 'net/model', exact: true });
    await expect(model.locator('.graph-box')).toHaveCount(10);
    await expect(model.locator('.graph-link')).toHaveCount(11);
    await expect(model.locator('.graph-box', { hasText: 'stem' })).toContainText('Conv2D · 80? × 28 × 28 × 8');
    await expect(model.getByText('10 layers · 64,042 parameters')).toBeVisible();
    // Each below what leads to it.
    const topOf = async (name: string) => (await model.locator('.graph-box', { hasText: name }).boundingBox())!.y;
    expect(await topOf('block1/norm')).toBeGreaterThan(await topOf('block1/conv'));
    expect(await topOf('block1/add')).toBeGreaterThan(await topOf('block1/norm'));

    const table = model.getByRole('region', { name: 'Rows of layers of net/model' });
    await expect(table.locator('.data-row')).toHaveCount(10);
    await expect(table.locator('.data-row').last()).toContainText('9digitsDense62730? × 10');

    await model.getByRole('button', { name: 'Fold all', exact: true }).click();
    await expect(model.locator('.graph-box')).toHaveCount(6);
    await model.getByRole('button', { name: 'Unfold block1, 3 layers' }).click();
    await expect(model.locator('.graph-box')).toHaveCount(8);
    await model.getByRole('button', { name: 'Unfold all' }).click();
    await expect(model.locator('.graph-box')).toHaveCount(10);
    const { width } = (await model.locator('.graph-box').first().boundingBox())!;
    await model.getByRole('button', { name: 'Make net/model larger' }).click();
    await expect
      .poll(async () => (await model.locator('.graph-box').first().boundingBox())!.width)
      .toBeGreaterThan(width);

    const circle = dashboard.getByRole('region', { name: 'circle', exact: true });
    await expect(circle.locator('.graph-box')).toHaveCount(3);
    await expect(circle.locator('.graph-link')).toHaveCount(4);
    await expect(
      dashboard.getByRole('region', { name: 'empty', exact: true }).getByText('This graph has no layers.'),
    ).toBeVisible();
    expect(await misdeeds()).toEqual([]);
  }
});

test('files of anybody give a bounded drawing or a sentence', async ({ stage }) => {
  const page = await stage.openPage();
  const { id } = await logMedia(stage, page, ({ Html }) => {
    // What the class refuses, as another client would store it.
    class Stranger extends Html {
      override get media() {
        const media = super.media;
        return {
          ...media,
          mostInList: 1,
          encode: async (part: MediaPart<never>, onFailed: (error: unknown) => void) => {
            const encoded = (await media.encode!(part, onFailed)) as { json: string };
            return { ...encoded, json: encoded.json.replace('html-file', 'graph-file') };
          },
        };
      }
    }
    const graph = (nodes: unknown[], edges: unknown[]) =>
      new Stranger(JSON.stringify({ format: 'keras', nodes, edges }));
    const nodes = Array.from({ length: 100_000 }, (_, i) => ({ id: i, name: `layer ${i}`, class_name: 'Dense' }));
    const few = nodes.slice(0, 200);
    return {
      many: graph(
        nodes,
        nodes.slice(1).map(({ id }) => [id - 1, id]),
      ),
      dense: graph(
        few,
        few.flatMap((from) => few.map((to) => [from.id, to.id])),
      ),
      ends: graph([{ id: 'a', name: '<img src=x onerror="document.title=1">' }], [['a', 'b'], 5, ['a']]),
      text: new Stranger('no graph'),
      other: new Stranger('[]'),
    };
  });
  const { page: dashboard, misdeeds } = await openTab(stage, id, 'media');
  const card = (name: string) => dashboard.getByRole('region', { name, exact: true });
  await expect(card('many').getByText('the first 500 of 100,000 boxes are drawn')).toBeVisible();
  await expect(card('many').locator('.graph-box')).toHaveCount(500);
  await expect(card('many').getByText('100,000 rows')).toBeVisible();
  await expect(card('dense').getByText('too many connections to be drawn')).toBeVisible();
  await expect(card('dense').locator('.data-row').first()).toContainText('layer 0');
  await expect(card('ends').getByText('3 connections to no layer left out')).toBeVisible();
  await expect(card('ends').locator('.graph-box')).toContainText('<img src=x');
  await expect(card('text').getByText('This file has no graph.')).toBeVisible();
  await expect(card('other').getByText('This file has no graph.')).toBeVisible();
  await expect(dashboard).not.toHaveTitle('1');
  expect(await misdeeds()).toEqual([]);
});
