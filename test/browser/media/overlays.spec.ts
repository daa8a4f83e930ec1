import { inflateSync } from 'node:zlib';
import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

/** The pixels of a PNG of 8 bits of gray without filters, row by row. */
function grayOf(png: Buffer): number[][] {
  expect(png.subarray(12, 16).toString()).toBe('IHDR');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect([...png.subarray(24, 29)]).toEqual([8, 0, 0, 0, 0]);
  const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  return Array.from({ length: height }, (_, y) => [...rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))]);
}

interface Overlaid {
  path: string;
  boxes?: Record<string, { _type: string; path: string }>;
  masks?: Record<string, { _type: string; path: string; size: number }>;
}

test('boxes and masks are stored as W&B has them, whatever a mask is made of', async ({ stage }) => {
  const page = await stage.openPage();
  const { id, row, dropped, complaints, file } = await logMedia(stage, page, ({ Image }) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4, 2];
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(7, 0, 0)';
    context.fillRect(0, 0, 4, 2);
    const ids = [0, 1, 2, 3, 255, 0, 1, 0];
    const position = { minX: 0.25, maxX: 0.5, minY: 0, maxY: 1 };
    const boxData = [
      { position, classId: 1, caption: '<img src=x onerror=alert(1)>', scores: { sure: 0.5, gone: NaN } },
      { position: { middle: [2, 1] as [number, number], width: 2, height: 1 }, domain: 'pixel' as const },
    ];
    const classLabels = { 0: 'road', 1: 'car' };
    const masks = {
      lists: { mask: [ids.slice(0, 4), ids.slice(4)], classLabels },
      bytes: { mask: new Uint8Array(ids) },
      sized: { mask: { data: new Int32Array(ids), width: 4, height: 2 } },
      canvas: { mask: canvas },
      pixels: { mask: context.getImageData(0, 0, 4, 2) },
    };
    const image = new Image(canvas, {
      boxes: { predictions: { boxData } },
      masks,
      classes: [{ id: 7, name: 'seven' }],
    });
    boxData.length = 0;
    return {
      image,
      list: [
        new Image(canvas),
        new Image(canvas, { masks: { truth: { mask: new Uint8Array(ids) } }, caption: 'b' }),
        new Image(canvas, { boxes: { none: { boxData: [] } } }),
      ],
      plain: new Image(canvas, { caption: 'plain' }),
      bad: new Image(canvas, {
        masks: {
          small: { mask: [[1, 2]] },
          high: { mask: new Int32Array(8).fill(256) },
          ragged: { mask: [[1, 2, 3, 4], [1]] },
          short: { mask: new Uint8Array(5) },
          good: { mask: new Uint8Array(8) },
        },
      }),
    };
  });
  expect(dropped).toEqual({ 'unreadable-media': 4 });
  expect(complaints.join()).toMatch(/class ids of a mask must be whole numbers from 0 to 255, not 256/);
  expect(complaints.join()).not.toMatch(/overlays|undefined/);

  const image = row['image'] as unknown as Overlaid;
  const masks = image.masks!;
  const gray = async (name: string) => grayOf(await file(masks[name]!.path));
  const ids = [
    [0, 1, 2, 3],
    [255, 0, 1, 0],
  ];
  for (const name of ['lists', 'bytes', 'sized']) expect(await gray(name), name).toEqual(ids);
  for (const name of ['canvas', 'pixels']) expect(await gray(name), name).toEqual([Array(4).fill(7), Array(4).fill(7)]);
  expect(masks['lists']).toMatchObject({ _type: 'mask', size: (await file(masks['lists']!.path)).length });
  expect(masks['lists']!.path).toMatch(/^media\/images\/mask\/image_0_[0-9a-f]{20}\.mask\.png$/);
  const { _type, path } = image.boxes!['predictions']!;
  expect([_type, path]).toEqual([
    'boxes2D',
    expect.stringMatching(/^media\/metadata\/boxes2D\/image_0_[0-9a-f]{20}\.boxes2D\.json$/),
  ]);
  expect(String(await file(path))).toBe(
    '{"box_data":[{"position":{"minX":0.25,"maxX":0.5,"minY":0,"maxY":1},"class_id":1,' +
      '"box_caption":"<img src=x onerror=alert(1)>","scores":{"sure":0.5,"gone":NaN}},' +
      '{"position":{"middle":[2,1],"width":2,"height":1},"domain":"pixel"}],"class_labels":{"7":"seven"}}',
  );
  expect(row['list']).toMatchObject({
    _type: 'images/separated',
    count: 3,
    captions: ['', 'b', ''],
    all_boxes: [null, null, { none: { _type: 'boxes2D' } }],
    all_masks: [null, { truth: { _type: 'mask' } }, null],
  });
  expect(row['plain']).toMatchObject({ _type: 'image-file', caption: 'plain', width: 4 });
  expect(Object.keys((row['bad'] as unknown as Overlaid).masks!)).toEqual(['good']);
  const config = stage.stored(id)!.config as unknown as { _wandb: { value: Record<string, object> } };
  expect(config._wandb.value['mask/class_labels']).toMatchObject({
    image_wandb_delimeter_lists: { key: 'image_wandb_delimeter_lists', value: { 0: 'road', 1: 'car' } },
    image_wandb_delimeter_canvas: { type: 'mask/class_labels', value: { 7: 'seven' } },
  });
  expect(config._wandb.value['bounding_box/class_labels']).toMatchObject({
    image_wandb_delimeter_predictions: { value: { 7: 'seven' } },
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the panel draws boxes and masks, and switches them by name and class: ${colorScheme}`, async ({ stage }) => {
    const page = await stage.openPage();
    const { id } = await logMedia(stage, page, ({ Image }) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [240, 160];
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#9cc4e8';
      context.fillRect(0, 0, 240, 160);
      context.fillStyle = '#777';
      context.fillRect(0, 100, 240, 60);
      context.fillStyle = '#c33';
      context.fillRect(60, 80, 70, 40);
      const mask = Uint8Array.from({ length: 240 * 160 }, (_, at) => (at < 240 * 100 ? 0 : at % 240 < 200 ? 1 : 2));
      const classLabels = { 0: 'sky', 1: 'road', 2: 'grass' };
      const boxData = [
        {
          position: { minX: 0.25, maxX: 0.54, minY: 0.5, maxY: 0.75 },
          classId: 3,
          scores: { sure: 0.875 },
        },
        {
          position: { middle: [200, 40] as [number, number], width: 40, height: 40 },
          domain: 'pixel' as const,
          classId: 4,
          caption: '<img src=x onerror="document.title=1">',
        },
      ];
      const boxes = { predictions: { boxData, classLabels: { 3: 'car', 4: 'bird' } } };
      const masks = { segments: { mask, classLabels } };
      return {
        street: new Image(canvas, { boxes, masks, caption: 'a street' }),
        pair: [new Image(canvas), new Image(canvas, { boxes })],
      };
    });
    const { page: dashboard, misdeeds } = await openTab(stage, id, 'images', { colorScheme });
    const street = dashboard.getByRole('region', { name: 'street' });
    const boxes = street.locator('.overlay-box');
    await expect(boxes).toHaveCount(2);
    await expect(boxes.nth(0)).toHaveText('car · sure 0.875');
    await expect(boxes.nth(1)).toHaveText('<img src=x onerror="document.title=1">');
    const picture = (await street.locator('img').boundingBox())!;
    const frame = (await boxes.nth(1).boundingBox())!;
    const near = [frame.x - picture.x, frame.y - picture.y, frame.width, frame.height].map((length) =>
      Math.round((length * 240) / picture.width),
    );
    expect(near).toEqual([180, 20, 40, 40]);

    /** The colour, and the transparency, of the mask at a pixel of it. */
    const maskAt = (x: number, y: number) =>
      street
        .locator('canvas.overlay-mask')
        .evaluate(
          (canvas: HTMLCanvasElement, [x, y]) => [...canvas.getContext('2d')!.getImageData(x!, y!, 1, 1).data],
          [x, y],
        );
    await expect.poll(() => maskAt(10, 150)).not.toEqual([0, 0, 0, 0]);
    expect(await maskAt(10, 150)).not.toEqual(await maskAt(220, 150));
    expect((await maskAt(10, 10))[3]).toBe(255);
    await dashboard.screenshot({ path: `test-results/overlays-${colorScheme}.png`, fullPage: true });

    await street.getByLabel('road').uncheck();
    await expect.poll(() => maskAt(10, 150)).toEqual([0, 0, 0, 0]);
    expect((await maskAt(220, 150))[3]).toBe(255);
    await street.getByLabel('bird').uncheck();
    await expect(boxes).toHaveCount(1);
    await street.getByLabel('predictions').uncheck();
    await expect(boxes).toHaveCount(0);
    await street.getByLabel('Opacity').fill('20');
    await expect(street.locator('canvas.overlay-mask')).toHaveCSS('opacity', '0.2');
    await street.getByLabel('segments').uncheck();
    await expect(street.locator('canvas.overlay-mask')).toHaveCount(0);

    const pair = dashboard.getByRole('region', { name: 'pair' });
    await expect(pair.locator('.overlay-box')).toHaveCount(2);
    await expect(pair.locator('.picture').nth(0).locator('.overlay-box')).toHaveCount(0);
    expect(await dashboard.title()).not.toBe('1');
    expect(await misdeeds()).toEqual([]);
  });
}
