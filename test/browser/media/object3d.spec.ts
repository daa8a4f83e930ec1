import type { Row } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

interface File3D {
  path: string;
  size: number;
}

const fileOf = (row: Row, key: string) => row[key] as unknown as File3D;

/** How many pixels of a canvas have something on them. */
const drawn = (canvas: HTMLCanvasElement | SVGElement) => {
  const { width, height } = canvas as HTMLCanvasElement;
  const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
  return data.filter((value, at) => at % 4 === 3 && value > 0).length;
};

test('objects are stored value by value, and turned on the dashboard without asking anybody', async ({ stage }) => {
  const logging = await stage.openPage();
  const { id, row, dropped, complaints, file } = await logMedia(stage, logging, ({ Object3D }) => {
    const sphere = (columns: number) =>
      Float32Array.from({ length: 2000 * columns }, (_, i) => {
        const [at, column] = [Math.floor(i / columns), i % columns];
        const [z, turn] = [1 - at / 1000, at * 2.4];
        const ring = Math.sqrt(1 - z * z);
        if (column === 3 && columns === 4) return 1 + (at % 14);
        return [ring * Math.cos(turn), ring * Math.sin(turn), z, 255 * (at % 2), 128, (at * 255) / 2000][column]!;
      });
    const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z])));
    // A triangle with its bytes in the file, and a texture that is somewhere else.
    const triangle = btoa(String.fromCharCode(...new Uint8Array(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0).buffer)));
    const gltf = (uri: string) =>
      JSON.stringify({
        asset: { version: '2.0' },
        scene: 0,
        scenes: [{ nodes: [0] }],
        nodes: [{ mesh: 0, name: '<img src=x onerror=alert(1)>' }],
        meshes: [{ primitives: [{ attributes: { POSITION: 0 }, material: 0 }] }],
        materials: [{ doubleSided: true, pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }],
        textures: [{ source: 0 }],
        images: [{ uri: 'https://elsewhere.invalid/pixel.png' }],
        accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] }],
        bufferViews: [{ buffer: 0, byteLength: 36 }],
        buffers: [{ byteLength: 36, uri }],
      });
    const holes = sphere(3).slice(0, 30);
    holes.set([NaN], 0);
    holes.set([Infinity], 4);
    return {
      scan: new Object3D(sphere(3), { caption: 'a sphere </canvas><script>alert(1)</script>' }),
      colours: [new Object3D(sphere(6), { columns: 6 }), new Object3D(sphere(4), { columns: 4 })],
      street: new Object3D({
        points: sphere(3),
        boxes: [{ corners, label: '<b onclick=alert(1)>car</b>', score: 0.9, color: [255, 0, 0] }],
        vectors: [{ start: [0, 0, 0], end: [2, 0, 0] }],
      } as never),
      cube: new Object3D(
        'mtllib https://elsewhere.invalid/a.mtl\no <svg>\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl x\nf 1 2 3\n',
      ),
      stl: new Object3D(
        'solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid a\n',
      ),
      model: new Object3D(new Blob([gltf(`data:application/octet-stream;base64,${triangle}`)])),
      elsewhere: new Object3D(gltf('https://elsewhere.invalid/a.bin')),
      holes: new Object3D(holes),
      empty: new Object3D(new Float32Array(0)),
      flat: new Object3D('o nothing\n', { format: 'obj' }),
      wide: new Object3D([[1, 2]]),
      box: new Object3D({ points: [[0, 0, 0]], boxes: [{ corners: corners.slice(1) }] } as never),
    };
  });
  expect(dropped).toEqual({ 'clipped-media': 1, 'unreadable-media': 4 });
  expect(complaints.join('\n')).toMatch(/"holes" was cut off: 2 of 10 points have NaN or Infinity and were left out/);
  const json = async (key: string): Promise<unknown> => JSON.parse(String(await file(fileOf(row, key).path)));
  const cloud = (await json('scan')) as number[][];
  expect(cloud).toHaveLength(2000);
  expect(cloud[1000]).toEqual([Math.fround(Math.cos(2400)), Math.fround(Math.sin(2400)), 0]);
  expect(cloud.every((point) => Math.abs(Math.hypot(...point) - 1) < 1e-6)).toBe(true);
  expect(await json('holes')).toHaveLength(8);
  expect(await json('street')).toMatchObject({
    type: 'lidar/beta',
    boxes: [{ label: '<b onclick=alert(1)>car</b>', score: 0.9, color: [255, 0, 0] }],
    vectors: [{ start: [0, 0, 0], end: [2, 0, 0] }],
  });
  expect(row['colours']).toMatchObject({ _type: 'object3D', count: 2, objects: [{ _type: 'object3D-file' }, {}] });
  expect(fileOf(row, 'scan').path).toMatch(/^media\/object3D\/scan_0_[0-9a-f]{20}\.pts\.json$/);
  expect(['cube', 'stl', 'model'].map((key) => fileOf(row, key).path.split('.').at(-1))).toEqual([
    'obj',
    'stl',
    'gltf',
  ]);

  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, misdeeds } = await openTab(stage, id, '3d', {
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 2400 },
    });
    const card = (key: string) => page.getByRole('region', { name: key, exact: true });
    for (const [key, about] of [
      ['scan', '2,000 points'],
      ['street', '2,000 points · 1 boxed'],
      ['cube', '1 triangle'],
      ['stl', '1 triangle'],
      ['model', '1 triangle · without the textures that lie in other files'],
    ] as const) {
      await expect(card(key).getByText(about, { exact: true })).toBeVisible();
      await expect.poll(() => card(key).locator('canvas').evaluate(drawn)).toBeGreaterThan(500);
    }
    await expect(card('scan').getByText('a sphere </canvas><script>alert(1)</script>')).toBeVisible();
    await expect(card('street').getByText('<b onclick=alert(1)>car</b> 0.9')).toBeVisible();
    await expect(card('elsewhere').getByText(/The shape of this model lies in another file/)).toBeVisible();
    // It turns by keys and by the mouse, and comes back.
    const canvas = card('model').locator('canvas');
    const picture = () => canvas.evaluate((one) => (one as HTMLCanvasElement).toDataURL());
    const first = await picture();
    await canvas.press('ArrowRight');
    await expect.poll(picture).not.toBe(first);
    await canvas.press('Home');
    await expect.poll(picture).toBe(first);
    await canvas.hover();
    await page.mouse.down();
    await page.mouse.move(300, 300);
    await page.mouse.up();
    await expect.poll(picture).not.toBe(first);
    await card('model')
      .getByRole('button', { name: /^Show all/ })
      .click();
    await expect.poll(picture).toBe(first);
    await page.screenshot({ path: test.info().outputPath(`object3d-${colorScheme}.png`), fullPage: true });
    expect(await misdeeds()).toEqual([]);
  }
});

test('without WebGL it says so, and the file can still be had', async ({ stage }) => {
  const logging = await stage.openPage();
  const { id } = await logMedia(stage, logging, ({ Object3D }) => ({ scan: new Object3D([[0, 0, 0]]) }));
  const { page } = await openTab(stage, id, '3d', {
    before: () => {
      HTMLCanvasElement.prototype.getContext = () => null;
    },
  });
  await expect(page.getByText(/^This browser has no WebGL/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Download scan_0_/ })).toBeVisible();
});
