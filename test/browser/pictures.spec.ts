import { expect, test } from '../support/fixtures';
import type { Page } from 'playwright-core';
import { parseRow, type Row } from '../../src/wire/index';
import FILES from '../support/pictures/files.json' with { type: 'json' };
import { logPictures } from '../support/pictures/log-pictures';
import { PICTURES } from '../support/pictures/sources';
import { openRun, type Stage } from '../support/stage';

let stage: Stage;
let page: Page;
test.beforeEach(async ({ stage: opened }) => {
  stage = opened;
  page = await stage.openPage();
});

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

const near = (pixel: readonly number[]) => pixel.map((value) => expect.closeTo(value, -0.5));

for (const [family, sources] of Object.entries(PICTURES)) {
  test(`pixels of ${family} mean what they meant in the page`, async () => {
    for (const { name, outcome, off, allowed } of await logPictures(page, stage, sources, 'Chromium'))
      expect.soft(off, `${name}: ${outcome}`).toBeLessThanOrEqual(allowed);
  });
}

test.describe('a Blob is what it holds, not what it says', () => {
  for (const [name, type, format] of [
    ['avif', 'image/avif', 'avif'],
    ['bmp', 'image/bmp', 'bmp'],
    ['bmp', '', 'bmp'],
    ['avif', 'image/png', 'avif'],
    ['bmp', 'application/octet-stream', 'bmp'],
    // Only some browsers show it.
    ['jxl', 'image/jxl', 'png'],
    ['jxl', '', 'png'],
  ] as const) {
    test(`${name} as "${type}" is stored as ${format}`, async () => {
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
  }

  test('an SVG without a label', async () => {
    const svg = `<?xml version="1.0"?><!-- a square --><svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>`;
    const { row } = await logged(`return { image: new spoor.Image(new Blob([${JSON.stringify(svg)}])) }`);
    expect(row['image']).toMatchObject({ format: 'svg', path: expect.stringMatching(/\.svg$/) });
  });

  test('what is not an image says so, whatever its label', async () => {
    const { dropped, complaints } = await logged(
      "return { a: 1, image: new spoor.Image(new Blob(['no'], { type: 'image/png' })) }",
    );
    expect(dropped).toEqual({ 'unreadable-media': 1 });
    expect(complaints.join()).toContain('this browser cannot decode it as an image (it says that it is image/png)');
  });
});

test.describe('what moves', () => {
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

  test('a video without a width attribute, and one with another', async () => {
    const { row, dropped } = await logged(`${VIDEO}
      const image = new spoor.Image(video);
      run.log({ image }, { step: 0, commit: false });
      video.width = 7;
      run.log({ sized: new spoor.Image(video) });`);
    expect(dropped).toEqual({});
    expect(row).toMatchObject({ image: { width: 32, height: 16 }, sized: { width: 32, height: 16 } });
    expect(await pixelOf(row['image'] as never)).toEqual(
      [200, 100, 50, 255].map((value) => expect.closeTo(value, -1.1)),
    );
  });

  test('a VideoFrame, which may be closed right after', async () => {
    const { row, dropped } = await logged(`
      const canvas = new OffscreenCanvas(6, 4);
      canvas.getContext('2d').fillRect(0, 0, 6, 4);
      const frame = new VideoFrame(canvas, { timestamp: 0 });
      run.log({ image: new spoor.Image(frame) });
      frame.close();`);
    expect(dropped).toEqual({});
    expect(row).toMatchObject({ image: { width: 6, height: 4 } });
  });

  test('a video that has nothing yet is dropped with a sentence', async () => {
    const { dropped, complaints } = await logged("return { image: new spoor.Image(document.createElement('video')) }");
    expect(dropped).toEqual({ 'unreadable-media': 1 });
    expect(complaints.join()).toContain('has no pixels');
  });
});

test.describe("objects of an iframe are as good as the page's", () => {
  for (const [what, source, format] of [
    ['a Blob', "new other.Blob([bytes('bmp')], { type: 'image/bmp' })", 'bmp'],
    ['a File', "new other.File([bytes('bmp')], 'x.bmp')", 'bmp'],
    ['ImageData', 'new other.ImageData(8, 4)', 'png'],
    ['an ImageBitmap', 'await other.createImageBitmap(new other.ImageData(8, 4))', 'png'],
    ['a canvas', "Object.assign(other.document.createElement('canvas'), { width: 8, height: 4 })", 'png'],
  ] as const) {
    test(`${what} as an image`, async () => {
      const { row, dropped } = await logged(`return { image: new spoor.Image(${source}) }`);
      expect(dropped).toEqual({});
      expect(row['image']).toMatchObject({ format, width: 8, height: 4 });
    });
  }

  for (const [what, source] of [
    ['a Blob', "new other.Blob(['abc'])"],
    ['a File', "new other.File(['abc'], 'x.txt')"],
    ['an ArrayBuffer', 'new other.TextEncoder().encode("abc").buffer'],
    ['a view', 'new other.TextEncoder().encode("abc")'],
    ['a Response', "new other.Response('abc')"],
  ] as const) {
    test(`${what} as a file`, async () => {
      await logged(`await run.save(${source}, { as: 'kept.txt' })`);
      const file = await stage.file(await page.evaluate(() => window.run.id), 'kept.txt');
      expect(Buffer.from(file).toString()).toBe('abc');
    });
  }
});
