import type * as tensorflow from '@tensorflow/tfjs';
import type { Page } from 'playwright-core';
import { expect, test } from '../../support/fixtures';
import type { Stage } from '../../support/stage';
import { logMedia, type Spoor } from './logged';
import { play, readGif } from './played';

/** A page that has `spoor.video.iife.js`. */
async function openPage(stage: Stage, path?: string): Promise<Page> {
  const page = await stage.openPage(path);
  await page.addScriptTag({ path: 'dist/spoor.video.iife.js' });
  return page;
}

const RED = [220, 30, 30];
const GREEN = [30, 160, 60];
const BLUE = [40, 60, 200];

/** Lossy: within some levels of what was drawn. */
function expectColours(seen: number[][], expected: number[][], most = 12): void {
  expect(seen).toHaveLength(expected.length);
  const apart = seen.map((colour, index) =>
    Math.max(...colour.map((value, i) => Math.abs(value - expected[index]![i]!))),
  );
  expect(Math.max(...apart), `${JSON.stringify(seen)} is not ${JSON.stringify(expected)}`).toBeLessThanOrEqual(most);
}

const pathOf = (value: unknown) => (value as { path: string }).path;

test('frames of any kind become a clip of their size, their number and their colours', async ({ stage }) => {
  const page = await openPage(stage);
  const { row, dropped, complaints, file } = await logMedia(stage, page, async ({ Video }) => {
    const paint = <C extends HTMLCanvasElement | OffscreenCanvas>(canvas: C, colour: string): C => {
      const context = (canvas as OffscreenCanvas).getContext('2d')!;
      context.fillStyle = colour;
      context.fillRect(0, 0, canvas.width, canvas.height);
      return canvas;
    };
    const [red, green, blue] = ['rgb(220,30,30)', 'rgb(30,160,60)', 'rgb(40,60,200)'] as const;
    const canvas = Object.assign(document.createElement('canvas'), { width: 63, height: 47 });
    const make = (colour: string) => paint(new OffscreenCanvas(63, 47), colour);
    const frames = [
      paint(canvas, red),
      make(green),
      make(blue).getContext('2d')!.getImageData(0, 0, 63, 47),
      await createImageBitmap(make(red)),
      new VideoFrame(make(green), { timestamp: 0 }),
      await make(blue).convertToBlob(),
    ];
    const video = new Video(frames, { fps: 2, caption: 'colours' });
    // The canvas changes as soon as log() has returned.
    setTimeout(() => paint(canvas, 'white'));
    return {
      webm: video,
      mp4: new Video(frames, { fps: 2, format: 'mp4' }),
      one: new Video([make(blue)]),
      'dir/wide': new Video(frames.slice(1, 3), { width: 126 }),
      several: [new Video([make(red)], { caption: 'a' }), new Video([make(green)])],
    };
  });
  expect(dropped).toEqual({});
  expect(complaints).toEqual([]);
  expect(row['webm']).toMatchObject({
    _type: 'video-file',
    path: expect.stringMatching(/^media\/videos\/webm_0_[0-9a-f]{20}\.webm$/),
    width: 63,
    height: 47,
    caption: 'colours',
  });
  const expected = [RED, GREEN, BLUE, RED, GREEN, BLUE];
  const times = [0.25, 0.75, 1.25, 1.75, 2.25, 2.75];
  const webm = await play(page, await file(pathOf(row['webm'])), 'video/webm', times);
  expect(webm).toMatchObject({ width: 63, height: 47, duration: expect.closeTo(3, 2) });
  expectColours(webm.colours, expected);

  // H.264 has even sides: where the browser encodes it, a column and a row are repeated.
  const { width, height, path } = row['mp4'] as unknown as { width: number; height: number; path: string };
  expect([width, height]).toEqual([64, 48]);
  expect(path).toMatch(/\.mp4$/);
  const mp4 = await play(page, await file(path), 'video/mp4', times);
  expect(mp4).toMatchObject({ width, height, duration: expect.closeTo(3, 2) });
  expectColours(mp4.colours, expected);

  const one = await play(page, await file(pathOf(row['one'])), 'video/webm', [0]);
  expect(one.duration).toBeCloseTo(0.25, 2);
  expectColours(one.colours, [BLUE]);
  expect(row['dir/wide']).toMatchObject({ width: 126, height: 94 });
  const wide = await play(page, await file(pathOf(row['dir/wide'])), 'video/webm', [0.1, 0.3]);
  expect(wide).toMatchObject({ width: 126, height: 94 });
  expectColours(wide.colours, [GREEN, BLUE]);

  const { videos, ...several } = row['several'] as unknown as { videos: object[] };
  expect(several).toEqual({ _type: 'videos', count: 2, captions: ['a', ''] });
  expect(videos).toMatchObject([
    { _type: 'video-file', width: 63 },
    { _type: 'video-file', height: 47 },
  ]);
  for (const [index, colour] of [RED, GREEN].entries())
    expectColours((await play(page, await file(pathOf(videos[index])), 'video/webm', [0])).colours, [colour]);
});

test('arrays and tensors become clips, in either order of their dimensions', async ({ stage }) => {
  const page = await openPage(stage);
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  const { row, dropped, complaints, file } = await logMedia(stage, page, ({ Video }) => {
    const { tf } = window as unknown as { tf: typeof tensorflow };
    const colours = [
      [220, 30, 30],
      [30, 160, 60],
      [40, 60, 200],
    ];
    const [height, width] = [24, 40];
    const last = Array.from({ length: height * width });
    // [time, height, width, channels], and with the channels second.
    const thwc = colours.flatMap((colour) => last.flatMap(() => colour));
    const tchw = colours.flatMap((colour) => colour.flatMap((value) => last.map(() => value)));
    const bytes = Uint8Array.from(thwc);
    const float = tf.tensor4d(
      thwc.map((value) => value / 255),
      [3, height, width, 3],
    );
    const values = {
      bytes: new Video({ data: bytes, shape: [3, height, width, 3] }),
      wandb: new Video({ data: Uint8Array.from(tchw), shape: [3, 3, height, width] }, { layout: 'tchw', fps: 4 }),
      float: new Video(float),
      int: new Video(tf.tensor4d(thwc, [3, height, width, 3], 'int32')),
      grey: new Video({ data: Float32Array.from(last, () => 0.5), shape: [1, height, width, 1] }),
      through: new Video({
        data: Uint8Array.from(last.flatMap(() => [200, 200, 200, 0])),
        shape: [1, height, width, 4],
      }),
      bright: new Video({ data: Float64Array.from(last, (_, i) => (i === 0 ? 2 : 1)), shape: [1, height, width, 1] }),
    };
    // What is taken at log() may be changed and given back after it.
    setTimeout(() => {
      bytes.fill(0);
      float.dispose();
    });
    return values;
  });
  expect(dropped).toEqual({ 'clipped-image': 1 });
  expect(complaints.join()).toContain('the pixels of a Float64Array must be 0 to 1, not 0 to 2');
  for (const key of ['bytes', 'wandb', 'float', 'int']) {
    expect(row[key]).toMatchObject({ width: 40, height: 24 });
    const { duration, colours } = await play(page, await file(pathOf(row[key])), 'video/webm', [0.1, 0.35, 0.6]);
    expect([key, duration]).toEqual([key, expect.closeTo(0.75, 2)]);
    expectColours(colours, [RED, GREEN, BLUE]);
  }
  for (const [key, grey] of Object.entries({ grey: 128, through: 0, bright: 255 }))
    expectColours((await play(page, await file(pathOf(row[key])), 'video/webm', [0])).colours, [[grey, grey, grey]]);
});

test('a Blob of a video is kept byte for byte, named by what is in it', async ({ stage }) => {
  const page = await openPage(stage);
  const { row, dropped, file } = await logMedia(stage, page, ({ Video }) => {
    const blob = (text: string, type = '') =>
      new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], { type });
    return {
      mp4: new Video(blob('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'video/webm'), { caption: 'c', width: 8, height: 6 }),
      webm: new Video(blob('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm')),
      ogg: new Video(blob('OggS\0\x02')),
      gif: new Video(blob('GIF89a\x01\0\x01\0')),
    };
  });
  expect(dropped).toEqual({});
  expect(row['mp4']).toMatchObject({ _type: 'video-file', size: 24, width: 8, height: 6, caption: 'c' });
  expect(Object.keys(row['webm'] as object).sort()).toEqual(['_type', 'path', 'sha256', 'size']);
  const stored: Record<string, string> = {};
  for (const key of ['mp4', 'webm', 'ogg', 'gif']) {
    expect(pathOf(row[key])).toMatch(new RegExp(`\\.${key}$`));
    stored[key] = (await file(pathOf(row[key]))).toString('latin1');
  }
  expect(stored).toEqual({
    mp4: '\0\0\0\x18ftypisom\0\0\x02\0isomiso2',
    webm: '\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm',
    ogg: 'OggS\0\x02',
    gif: 'GIF89a\x01\0\x01\0',
  });
});

for (const [name, path, format] of [
  ['where it is asked for', undefined, 'gif'],
  ['in a page that has neither a worker nor WebCodecs', 'no-worker.html', 'webm'],
] as const) {
  test(`frames become a GIF ${name}`, async ({ stage }) => {
    const page = await openPage(stage, path);
    await page.evaluate((format) => {
      Object.assign(window, { format });
      if (format !== 'gif') Reflect.deleteProperty(window, 'VideoEncoder');
    }, format);
    const { row, dropped, file } = await logMedia(stage, page, ({ Video }) => {
      const { format } = window as unknown as { format: 'gif' | 'webm' };
      const frames = ['rgb(220,30,30)', 'rgb(30,160,60)', 'rgb(40,60,200)'].map((colour) => {
        const canvas = new OffscreenCanvas(31, 17);
        const context = canvas.getContext('2d')!;
        context.fillStyle = colour;
        context.fillRect(0, 0, 31, 17);
        return canvas;
      });
      return { clip: new Video(frames, { fps: 30, format }) };
    });
    expect(dropped).toEqual({});
    expect(row['clip']).toMatchObject({
      width: 31,
      height: 17,
      path: expect.stringMatching(/^media\/videos\/clip_0_[0-9a-f]{20}\.gif$/),
    });
    const bytes = await file(pathOf(row['clip']));
    // It plays for ever.
    expect(bytes.toString('latin1')).toContain('NETSCAPE2.0\x03\x01\0\0');
    const gif = await readGif(page, bytes);
    expect(gif).toMatchObject({ width: 31, height: 17 });
    // Three frames take a tenth of a second, in hundredths.
    expect(gif.frames.map(({ ms }) => ms)).toEqual([30, 40, 30]);
    expectColours(
      gif.frames.map(({ colour }) => colour),
      [RED, GREEN, BLUE],
      8,
    );
  });
}

test('what cannot be a clip costs its value, and neither its row nor its neighbours', async ({ stage }) => {
  const page = await openPage(stage);
  const { row, dropped, complaints } = await logMedia(stage, page, async ({ Video }) => {
    const canvas = (width: number, height: number) => {
      const made = new OffscreenCanvas(width, height);
      made.getContext('2d');
      return made;
    };
    const closed = await createImageBitmap(canvas(2, 2));
    closed.close();
    return {
      loss: 1,
      empty: new Video([]),
      'of two sizes': new Video([canvas(4, 4), canvas(4, 5)]),
      'a closed bitmap': new Video([canvas(2, 2), closed]),
      'no pixels': new Video([document.createElement('canvas'), canvas(0, 0)]),
      'rank 5': new Video({ data: new Uint8Array(24), shape: [1, 2, 2, 2, 3] }),
      'channels second': new Video({ data: new Uint8Array(120), shape: [2, 3, 4, 5] }),
      'no time': new Video({ data: new Uint8Array(0), shape: [0, 4, 4, 3] }),
      'too few values': new Video({ data: new Uint8Array(5), shape: [1, 4, 4, 3] }),
      text: new Video(new Blob(['hello'], { type: 'video/mp4' })),
      nothing: new Video(new Blob([])),
      heic: new Video(new Blob(['\0\0\0\x18ftypheic\0\0\0\0'])),
      'a frame of text': new Video([new Blob(['x'])]),
      partly: [new Video([]), new Video([canvas(2, 2)])],
    };
  });
  expect(Object.keys(row).filter((key) => !key.startsWith('_'))).toEqual(['loss', 'partly']);
  expect(row['partly']).toMatchObject({ _type: 'videos', count: 1, captions: false });
  expect(dropped).toEqual({ 'unreadable-media': 13 });
  expect(complaints).toEqual([expect.stringMatching(/^spoor: ".*" was not logged: unreadable-video: .* said once/)]);
});

/** What is logged as a clip, in the page, and what the console says of it. */
const NO_CLIPS: [name: string, make: (spoor: Spoor) => { clip: unknown }, sentence: string][] = [
  [
    'two sizes',
    ({ Video }) => {
      const sized = (height: number) => new ImageData(4, height);
      return { clip: new Video([sized(4), sized(5)]) };
    },
    'all frames of a video have one size: frame 1 is 4 × 5, and the first is 4 × 4',
  ],
  [
    'an img that is not loaded',
    ({ Video }) => ({ clip: new Video([new ImageData(2, 2), document.createElement('img')]) }),
    'frame 1: the image has no pixels',
  ],
  [
    'the channels second',
    ({ Video }) => ({ clip: new Video({ data: new Uint8Array(120), shape: [2, 3, 4, 5] }) }),
    "not [2, 3, 4, 5]; with the option layout: 'tchw' it can be one",
  ],
  [
    'the channels last',
    ({ Video }) => ({ clip: new Video({ data: new Uint8Array(120), shape: [2, 5, 4, 3] }, { layout: 'tchw' }) }),
    "not [2, 5, 4, 3]; with the option layout: 'thwc' it can be one",
  ],
  [
    'rank 5',
    ({ Video }) => ({ clip: new Video({ data: new Uint8Array(24), shape: [1, 2, 2, 2, 3] }) }),
    'a video of layout thwc has shape [time, height, width, 1, 3 or 4], not [1, 2, 2, 2, 3]',
  ],
  [
    'too few values',
    ({ Video }) => ({ clip: new Video({ data: new Uint8Array(5), shape: [1, 4, 4, 3] }) }),
    'an array of shape [1, 4, 4, 3] has 48 values, not 5',
  ],
  [
    'text',
    ({ Video }) => ({ clip: new Video(new Blob(['hello'], { type: 'video/mp4' })) }),
    'the Blob is not a video of the kinds mp4, webm, ogg and gif (it says that it is video/mp4)',
  ],
  ['an empty Blob', ({ Video }) => ({ clip: new Video(new Blob([])) }), 'mp4, webm, ogg and gif (it is empty)'],
];

test('what cannot be a clip is said in a sentence', async ({ stage }) => {
  const page = await openPage(stage);
  for (const [name, make, sentence] of NO_CLIPS) {
    const { complaints } = await logMedia(stage, page, make);
    expect(complaints.join('\n'), name).toContain(sentence);
  }
});
