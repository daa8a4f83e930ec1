import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { parseRow, type Row } from '../../src/wire/index';
import { openRun, Stage } from '../support/stage';

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await Stage.open();
  page = await stage.openPage();
});
afterAll(() => stage.close());

/** A picture of 8 × 4 pixels of one colour, (200, 100, 50), as Pillow writes it. */
const FILES = {
  avif: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAHQAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAACAAAAAQAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAJW1kYXQSAAoIGAh+wQENBoQyDxAAAEcjkYh5VXnBy5P9RQ==',
  bmp: 'Qk2WAAAAAAAAADYAAAAoAAAACAAAAAQAAAABABgAAAAAAGAAAADEDgAAxA4AAAAAAAAAAAAAMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTIMmTI',
  jxl: '/woYcBAJCAABAHgASxiLFcIJMm+o7gfYOxIAAACwGAEFAADAswAAAAAA',
};

interface LoggedImage {
  format: string;
  width: number;
  height: number;
  path: string;
}

/** Logs what `make` gives in the page, and tells what the server has stored of it. */
async function logged(make: string): Promise<{ row: Row; dropped: object; complaints: string[] }> {
  const id = await openRun(page);
  const complaints: string[] = [];
  const listen = (message: { text(): string }) => void complaints.push(message.text());
  page.on('console', listen);
  const dropped = await page.evaluate(
    async ({ source, files }) => {
      const bytes = (name: string) =>
        Uint8Array.from(atob((files as Record<string, string>)[name]!), (char) => char.charCodeAt(0));
      const iframe = document.createElement('iframe');
      document.body.append(iframe);
      // oxlint-disable-next-line no-implied-eval -- the call is part of this test
      const make = new Function('spoor', 'run', 'bytes', 'other', `return (async () => { ${source} })()`);
      const values = (await make(window.spoor, window.run, bytes, iframe.contentWindow)) as
        | Record<string, unknown>
        | undefined;
      if (values) window.run.log(values);
      await window.run.synced();
      iframe.remove();
      return window.run.status().dropped;
    },
    { source: make, files: FILES },
  );
  page.off('console', listen);
  const [line] = stage.stored(id)!.lines;
  return { row: line ? parseRow(line.text) : {}, dropped, complaints };
}

/** The first pixel of a stored file, without multiplying it by its alpha. */
async function pixelOf(image: LoggedImage): Promise<number[]> {
  const file = await stage.file(await page.evaluate(() => window.run.id), image.path);
  return page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), { premultiplyAlpha: 'none' });
      const gl = new OffscreenCanvas(1, 1).getContext('webgl')!;
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
      const pixel = new Uint8Array(4);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return [...pixel];
    },
    [...file],
  );
}

const near = (pixel: number[]) => pixel.map((value) => expect.closeTo(value, -0.5) as number);

describe('pixels mean what they meant in the page', () => {
  it.each([
    [
      'sRGB',
      "new ImageData(new Uint8ClampedArray([200, 100, 50, 255]), 1, 1, { colorSpace: 'srgb' })",
      [200, 100, 50, 255],
    ],
    // The same light, in the numbers of sRGB.
    [
      'display-p3',
      "new ImageData(new Uint8ClampedArray([200, 100, 50, 255]), 1, 1, { colorSpace: 'display-p3' })",
      [215, 93, 31, 255],
    ],
    [
      'float16',
      "new ImageData(new Float16Array([0.8, 0.4, 0.2, 1]), 1, 1, { pixelFormat: 'rgba-float16' })",
      [204, 102, 51, 255],
    ],
    ['almost transparent', 'new ImageData(new Uint8ClampedArray([200, 100, 50, 3]), 1, 1)', [200, 100, 50, 3]],
    [
      'a bitmap of what is almost transparent',
      "await createImageBitmap(new ImageData(new Uint8ClampedArray([200, 100, 50, 3]), 1, 1), { premultiplyAlpha: 'none' })",
      [200, 100, 50, 3],
    ],
    [
      'a canvas in display-p3',
      `(() => {
        const canvas = new OffscreenCanvas(1, 1);
        const context = canvas.getContext('2d', { colorSpace: 'display-p3' });
        context.putImageData(new ImageData(new Uint8ClampedArray([200, 100, 50, 255]), 1, 1, { colorSpace: 'display-p3' }), 0, 0);
        return canvas;
      })()`,
      [215, 93, 31, 255],
    ],
  ])('%s', async (_what, source, pixel) => {
    const { row, dropped } = await logged(`return { image: new spoor.Image(${source}) }`);
    expect(dropped).toEqual({});
    expect(await pixelOf(row['image'] as never)).toEqual(near(pixel));
  });
});

describe('a Blob is what it holds, not what it says', () => {
  it.each([
    ['avif', 'image/avif', 'avif'],
    ['bmp', 'image/bmp', 'bmp'],
    ['bmp', '', 'bmp'],
    ['avif', 'image/png', 'avif'],
    ['bmp', 'application/octet-stream', 'bmp'],
    // Only some browsers show it.
    ['jxl', 'image/jxl', 'png'],
    ['jxl', '', 'png'],
  ])('%s as "%s" is stored as %s', async (name, type, format) => {
    const { row, dropped } = await logged(
      `return { image: new spoor.Image(new Blob([bytes('${name}')], { type: '${type}' })) }`,
    );
    expect(dropped).toEqual({});
    expect(row['image']).toMatchObject({
      format,
      width: 8,
      height: 4,
      path: expect.stringMatching(new RegExp(`\\.${format}$`)),
    });
    expect(await pixelOf(row['image'] as never)).toEqual(near([200, 100, 50, 255]));
  });

  it('an SVG without a label', async () => {
    const svg = `<?xml version="1.0"?><!-- a square --><svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>`;
    const { row } = await logged(`return { image: new spoor.Image(new Blob([${JSON.stringify(svg)}])) }`);
    expect(row['image']).toMatchObject({ format: 'svg', path: expect.stringMatching(/\.svg$/) });
  });

  it('what is not an image says so, whatever its label', async () => {
    const { dropped, complaints } = await logged(
      "return { a: 1, image: new spoor.Image(new Blob(['no'], { type: 'image/png' })) }",
    );
    expect(dropped).toEqual({ 'unreadable-image': 1 });
    expect(complaints.join()).toContain('this browser cannot decode it as an image (it says that it is image/png)');
  });
});

describe('what moves', () => {
  const VIDEO = `
    const canvas = document.createElement('canvas');
    canvas.width = 32; canvas.height = 16;
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm;codecs=vp8' });
    const made = new Promise((resolve) => (recorder.ondataavailable = ({ data }) => resolve(data)));
    recorder.start();
    for (let frame = 0; frame < 5; frame++) {
      context.fillStyle = 'rgb(200 100 50)';
      context.fillRect(0, 0, 32, 16);
      await new Promise(requestAnimationFrame);
    }
    recorder.stop();
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(await made);
    const loaded = new Promise((resolve) => (video.onloadeddata = resolve));
    await video.play();
    await loaded;`;

  it('a video without a width attribute, and one with another', async () => {
    const { row, dropped } = await logged(`${VIDEO}
      const image = new spoor.Image(video);
      run.log({ image }, { step: 0, commit: false });
      video.width = 7;
      run.log({ sized: new spoor.Image(video) });`);
    expect(dropped).toEqual({});
    expect(row).toMatchObject({ image: { width: 32, height: 16 }, sized: { width: 32, height: 16 } });
    expect(await pixelOf(row['image'] as never)).toEqual(
      [200, 100, 50, 255].map((value) => expect.closeTo(value, -1.1) as number),
    );
  });

  it('a VideoFrame, which may be closed right after', async () => {
    const { row, dropped } = await logged(`
      const canvas = new OffscreenCanvas(6, 4);
      canvas.getContext('2d').fillRect(0, 0, 6, 4);
      const frame = new VideoFrame(canvas, { timestamp: 0 });
      run.log({ image: new spoor.Image(frame) });
      frame.close();`);
    expect(dropped).toEqual({});
    expect(row).toMatchObject({ image: { width: 6, height: 4 } });
  });

  it('a video that has nothing yet is dropped with a sentence', async () => {
    const { dropped, complaints } = await logged("return { image: new spoor.Image(document.createElement('video')) }");
    expect(dropped).toEqual({ 'unreadable-image': 1 });
    expect(complaints.join()).toContain('has no pixels');
  });
});

describe("objects of an iframe are as good as the page's", () => {
  it.each([
    ['a Blob', "new other.Blob([bytes('bmp')], { type: 'image/bmp' })", 'bmp'],
    ['a File', "new other.File([bytes('bmp')], 'x.bmp')", 'bmp'],
    ['ImageData', 'new other.ImageData(8, 4)', 'png'],
    ['an ImageBitmap', 'await other.createImageBitmap(new other.ImageData(8, 4))', 'png'],
    ['a canvas', "Object.assign(other.document.createElement('canvas'), { width: 8, height: 4 })", 'png'],
  ])('%s as an image', async (_what, source, format) => {
    const { row, dropped } = await logged(`return { image: new spoor.Image(${source}) }`);
    expect(dropped).toEqual({});
    expect(row['image']).toMatchObject({ format, width: 8, height: 4 });
  });

  it.each([
    ['a Blob', "new other.Blob(['abc'])"],
    ['a File', "new other.File(['abc'], 'x.txt')"],
    ['an ArrayBuffer', 'new other.TextEncoder().encode("abc").buffer'],
    ['a view', 'new other.TextEncoder().encode("abc")'],
    ['a Response', "new other.Response('abc')"],
  ])('%s as a file', async (_what, what) => {
    await logged(`await run.save(${what}, { as: 'kept.txt' })`);
    const file = await stage.file(await page.evaluate(() => window.run.id), 'kept.txt');
    expect(Buffer.from(file).toString()).toBe('abc');
  });
});
