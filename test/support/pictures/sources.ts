import { all, BLACK_WHITE, EMPTY, FAINT, GRAY, HALF, IN_P3, OPAQUE, quartersFromP3, type Quarters } from './colours';
import type { Tools } from './tools';

/** One thing that an image can be made of, and what of it must be stored. */
export interface PictureSource {
  /** As the table of docs/images.md has it. */
  name: string;
  /** What it shows. */
  drawn: Quarters;
  /** Makes it in the page, of which it sees `tools` only; null where the engine has no such thing. */
  make: (tools: Tools) => unknown;
  /** The pixels that must be stored; left out where they are the drawn ones. */
  expected?: Quarters;
  /** So many levels a stored value may be off, in all engines or by the name of one. */
  within?: number | { [engine: string]: number };
  /** Its squares have no sharp edges, so only their middles are compared. */
  isSmooth?: boolean;
  /** Engines that themselves draw it with other colours than it has, and why, by their names. */
  wrong?: { [engine: string]: string };
  /** The engines in which what is almost transparent loses its colours, and nothing else. */
  lost?: string[];
  /** The file of `files.json` that must be stored unchanged. */
  kept?: string;
  /** Why an engine cannot take it, by its name. */
  refused?: { [engine: string]: string };
}

/** Where a level or two come from: colours that are kept multiplied by their alpha. */
const ROUNDED = 2;
/** The same of colours that come from another space. */
const CONVERTED = 1;

/** Those that draw and encode bitmaps only where colours are multiplied by alpha, as in any canvas. */
const MULTIPLYING = ['Firefox', 'WebKitGTK'];

/** The library by which Chromium and Firefox convert takes a factor of 2.11 for blue as 2. */
const YUV = { Chromium: 10, Firefox: 10, WebKitGTK: 5 };

/** Firefox takes the colours of a VP8 clip that says nothing of them for those of another television standard. */
const CLIP = { Chromium: 3, Firefox: 12, WebKitGTK: 3 };

const AS_MULTIPLIED = 'WebKit draws it as if it were multiplied';
const NO_JXL = 'this browser cannot decode it';

const RUST = all([200, 100, 50, 255]);
const P3 = quartersFromP3(IN_P3);

const CANVASES: PictureSource[] = [
  { name: 'canvas, 2d', drawn: OPAQUE, make: (t) => t.draw(t.canvas()) },
  { name: 'canvas, 2d, half transparent', drawn: HALF, within: ROUNDED, make: (t) => t.draw(t.canvas()) },
  {
    name: 'canvas, 2d, display-p3',
    drawn: IN_P3,
    expected: P3,
    within: CONVERTED,
    make: (t) => t.draw(t.canvas(), { colorSpace: 'display-p3' }),
  },
  { name: 'canvas, 2d, float16', drawn: OPAQUE, make: (t) => t.draw(t.canvas(), { colorType: 'float16' }) },
  { name: 'canvas, webgl', drawn: OPAQUE, make: (t) => t.drawGl(t.canvas()) },
  {
    name: 'canvas, webgl, alpha not multiplied in',
    drawn: FAINT,
    lost: ['Chromium', ...MULTIPLYING],
    make: (t) => t.drawGl(t.canvas(), { premultipliedAlpha: false }),
  },
  {
    name: 'canvas, bitmaprenderer',
    drawn: OPAQUE,
    make: async (t) => {
      const canvas = t.canvas();
      canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(await createImageBitmap(t.data()));
      return canvas;
    },
  },
  { name: 'canvas without a context', drawn: EMPTY, make: (t) => t.canvas() },
  { name: 'OffscreenCanvas, 2d', drawn: OPAQUE, make: (t) => t.draw(t.offscreen()) },
  {
    name: 'OffscreenCanvas, 2d, display-p3',
    drawn: IN_P3,
    expected: P3,
    within: CONVERTED,
    make: (t) => t.draw(t.offscreen(), { colorSpace: 'display-p3' }),
  },
  { name: 'OffscreenCanvas, webgl', drawn: OPAQUE, make: (t) => t.drawGl(t.offscreen()) },
  { name: 'OffscreenCanvas without a context', drawn: EMPTY, make: (t) => t.offscreen() },
];

const PIXELS: PictureSource[] = [
  { name: 'ImageData', drawn: OPAQUE, make: (t) => t.data() },
  { name: 'ImageData, half transparent', drawn: HALF, within: ROUNDED, make: (t) => t.data() },
  { name: 'ImageData, almost transparent', drawn: FAINT, lost: MULTIPLYING, make: (t) => t.data() },
  {
    name: 'ImageData, display-p3',
    drawn: IN_P3,
    expected: P3,
    within: CONVERTED,
    make: (t) => {
      const data = t.data({ colorSpace: 'display-p3' });
      return data.colorSpace === 'display-p3' ? data : null;
    },
  },
  { name: 'ImageData, float16', drawn: FAINT, lost: MULTIPLYING, make: (t) => t.floatData('srgb') },
  {
    name: 'ImageData, float16, display-p3',
    drawn: IN_P3,
    expected: P3,
    within: CONVERTED,
    make: (t) => t.floatData('display-p3'),
  },
  {
    name: '`{ data, width, height }` of RGBA bytes, almost transparent',
    drawn: FAINT,
    lost: MULTIPLYING,
    make: (t) => ({ data: t.bytes(), width: t.size, height: t.size }),
  },
  {
    name: '`{ data, width, height }` of RGB bytes',
    drawn: OPAQUE,
    make: (t) => ({ data: new Uint8Array(t.bytes(3)), width: t.size, height: t.size }),
  },
  {
    name: '`{ data, width, height }` of gray floats',
    drawn: GRAY,
    make: (t) => ({ data: Float32Array.from(t.floats(1)), width: t.size, height: t.size }),
  },
  { name: 'ImageBitmap', drawn: OPAQUE, make: (t) => createImageBitmap(t.data()) },
  {
    name: 'ImageBitmap, half transparent',
    drawn: HALF,
    within: ROUNDED,
    make: (t) => createImageBitmap(t.data()),
  },
  {
    name: 'ImageBitmap, not multiplied by alpha, half transparent',
    drawn: HALF,
    wrong: { WebKitGTK: AS_MULTIPLIED },
    within: ROUNDED,
    make: (t) => createImageBitmap(t.data(), { premultiplyAlpha: 'none' }),
  },
  {
    name: 'ImageBitmap, not multiplied by alpha, almost transparent',
    drawn: FAINT,
    lost: ['Firefox'],
    wrong: { WebKitGTK: AS_MULTIPLIED },
    make: (t) => createImageBitmap(t.data(), { premultiplyAlpha: 'none' }),
  },
  {
    name: 'ImageBitmap of display-p3',
    drawn: IN_P3,
    expected: P3,
    within: CONVERTED,
    make: (t) => {
      const data = t.data({ colorSpace: 'display-p3' });
      return data.colorSpace === 'display-p3' ? createImageBitmap(data) : null;
    },
  },
];

const LOADED: PictureSource[] = [
  { name: 'img of a png', drawn: OPAQUE, make: (t) => t.img(t.file('png')) },
  {
    name: 'img of a png, half transparent',
    drawn: HALF,
    within: ROUNDED,
    make: (t) => t.img(t.file('half.png')),
  },
  {
    name: 'img of a png, almost transparent',
    drawn: FAINT,
    lost: MULTIPLYING,
    make: (t) => t.img(t.file('faint.png')),
  },
  {
    name: 'img of a png in display-p3',
    drawn: IN_P3,
    expected: P3,
    within: CONVERTED,
    make: (t) => t.img(t.file('p3.png')),
  },
  { name: 'img of a jpeg turned by EXIF', drawn: OPAQUE, within: 3, make: (t) => t.img(t.file('turned.jpeg')) },
  { name: 'img of an svg', drawn: OPAQUE, make: (t) => t.img(t.file('svg', 'image/svg+xml')) },
  {
    name: 'svg element',
    drawn: OPAQUE,
    kept: 'svg',
    make: async (t) => {
      const holder = document.createElement('div');
      holder.innerHTML = await t.file('svg').text();
      return holder.firstChild;
    },
  },
  { name: 'video', drawn: RUST, within: CLIP, make: (t) => t.video('webm') },
  {
    name: 'video with a width attribute',
    drawn: RUST,
    within: CLIP,
    make: async (t) => {
      const video = await t.video('webm');
      return video && Object.assign(video, { width: 7 });
    },
  },
  { name: 'VideoFrame, RGBA', drawn: OPAQUE, make: (t) => t.frame('RGBA') },
  { name: 'VideoFrame, I420', drawn: OPAQUE, within: YUV, isSmooth: true, make: (t) => t.frame('I420') },
  { name: 'VideoFrame, NV12', drawn: OPAQUE, within: YUV, isSmooth: true, make: (t) => t.frame('NV12') },
];

const BLOBS: PictureSource[] = [
  { name: 'Blob of a png', drawn: FAINT, kept: 'faint.png', make: (t) => t.file('faint.png', 'image/png') },
  { name: 'Blob of a jpeg, without a label', drawn: OPAQUE, kept: 'turned.jpeg', make: (t) => t.file('turned.jpeg') },
  { name: 'Blob of a gif, labelled as png', drawn: RUST, kept: 'gif', make: (t) => t.file('gif', 'image/png') },
  { name: 'Blob of a webp', drawn: FAINT, kept: 'webp', make: (t) => t.file('webp', 'image/webp') },
  { name: 'Blob of a bmp', drawn: RUST, kept: 'bmp', make: (t) => t.file('bmp', 'application/octet-stream') },
  { name: 'Blob of an avif', drawn: RUST, kept: 'avif', make: (t) => t.file('avif', 'image/avif') },
  { name: 'Blob of an svg', drawn: OPAQUE, kept: 'svg', make: (t) => t.file('svg') },
  {
    name: 'Blob of a jxl',
    drawn: RUST,
    within: 1,
    refused: { Firefox: NO_JXL, WebKitGTK: NO_JXL },
    make: (t) => t.file('jxl', 'image/jxl'),
  },
];

const TENSORS: PictureSource[] = [
  {
    name: 'tensor, bool, [height, width]',
    drawn: BLACK_WHITE,
    make: (t) => window.tf.tensor2d(t.floats(1), [t.size, t.size], 'bool'),
  },
  {
    name: 'tensor, int32, [height, width]',
    drawn: GRAY,
    make: (t) => window.tf.tensor2d([...t.bytes(1)], [t.size, t.size], 'int32'),
  },
  {
    name: 'tensor, float32, [height, width, 1]',
    drawn: GRAY,
    make: (t) => window.tf.tensor3d(t.floats(1), [t.size, t.size, 1]),
  },
  {
    name: 'tensor, int32, [height, width, 3]',
    drawn: OPAQUE,
    make: (t) => window.tf.tensor3d([...t.bytes(3)], [t.size, t.size, 3], 'int32'),
  },
  {
    name: 'tensor, int32, [height, width, 4], half transparent',
    drawn: HALF,
    within: ROUNDED,
    make: (t) => window.tf.tensor3d([...t.bytes()], [t.size, t.size, 4], 'int32'),
  },
  {
    name: 'tensor, float32, [height, width, 4], almost transparent',
    drawn: FAINT,
    lost: MULTIPLYING,
    make: (t) => window.tf.tensor3d(t.floats(4), [t.size, t.size, 4]),
  },
  {
    name: 'tensor, float32, [2, height, width, 3]',
    drawn: OPAQUE,
    make: (t) => window.tf.tensor4d([...t.floats(3), ...t.floats(3)], [2, t.size, t.size, 3]),
  },
];

export const PICTURES: { [family: string]: PictureSource[] } = {
  canvases: CANVASES,
  'pixels and bitmaps': PIXELS,
  'what pages load and play': LOADED,
  files: BLOBS,
  tensors: TENSORS,
};
