import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as tensorflow from '@tensorflow/tfjs';
import { expect, test } from '../../support/fixtures';
import { logMedia, type Spoor } from './logged';

declare global {
  interface Window {
    tf: typeof tensorflow;
    /** A picture of another origin, which allows nobody to read it. */
    foreign: HTMLImageElement;
  }
}

/** A value that cannot be read. */
interface Unreadable {
  what: string;
  /** Runs in the page, and gives a row with it as `bad`, beside the number 7. */
  log: (spoor: Spoor) => Record<string, unknown> | Promise<Record<string, unknown>>;
  /** What the console says of it, besides its name: what is wrong, and what to do. */
  says: string;
  /** How many values are lost. Default: one, as `unreadable-media`. */
  dropped?: Record<string, number>;
  /** What the row has of it all the same. Default: nothing. */
  left?: Record<string, unknown>;
}

const DISPOSED = 'the tensor was disposed before it was logged';
const NO_PIXELS = 'unreadable-image: the image has no pixels (is it loaded, not closed, and larger than zero?)';
const NOT_OURS = 'its pixels are of another origin: load them with crossOrigin = "anonymous"';

const UNREADABLE: Unreadable[] = [
  {
    what: 'an empty canvas',
    log: ({ Image }) => ({ n: 7, bad: new Image(Object.assign(document.createElement('canvas'), { width: 0 })) }),
    says: NO_PIXELS,
  },
  {
    what: 'a tainted canvas',
    log: ({ Image }) => {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d')!.drawImage(window.foreign, 0, 0);
      return { n: 7, bad: new Image(canvas) };
    },
    says: `unreadable-image: ${NOT_OURS}`,
  },
  {
    what: 'an img of another origin',
    log: ({ Image }) => ({ n: 7, bad: new Image(window.foreign) }),
    says: `unreadable-image: ${NOT_OURS}`,
  },
  {
    what: 'a closed ImageBitmap',
    log: async ({ Image }) => {
      const bitmap = await createImageBitmap(new ImageData(2, 2));
      bitmap.close();
      return { n: 7, bad: new Image(bitmap) };
    },
    says: NO_PIXELS,
  },
  {
    what: 'a closed VideoFrame',
    log: ({ Image }) => {
      const canvas = new OffscreenCanvas(2, 2);
      canvas.getContext('2d');
      const frame = new VideoFrame(canvas, { timestamp: 0 });
      frame.close();
      return { n: 7, bad: new Image(frame) };
    },
    says: NO_PIXELS,
  },
  {
    what: 'a Blob that is not an image',
    log: ({ Image }) => ({ n: 7, bad: new Image(new Blob(['no'], { type: 'image/png' })) }),
    says: 'unreadable-image: the image of "bad": this browser cannot decode it as an image (it says that it is image/png)',
  },
  {
    what: 'a disposed tensor as an image',
    log: ({ Image }) => {
      const tensor = window.tf.ones([2, 2]);
      tensor.dispose();
      return { n: 7, bad: new Image(tensor as tensorflow.Tensor2D) };
    },
    says: `unreadable-image: ${DISPOSED}`,
  },
  {
    what: 'disposed tensors as a sound, a clip, points and a number',
    log: ({ Audio, Video, Object3D }) => {
      const { tf } = window;
      const gone = (shape: number[]) => {
        const tensor = tf.ones(shape);
        tensor.dispose();
        return tensor;
      };
      return {
        n: 7,
        bad: new Audio(gone([10]), { sampleRate: 8000 }),
        clip: new Video(gone([1, 2, 2, 3])),
        points: new Object3D(gone([4, 3])),
        number: gone([]),
      };
    },
    says: DISPOSED,
    dropped: { 'unreadable-media': 3, 'unreadable-tensor': 1 },
  },
  {
    what: 'a tensor of rank 5',
    log: ({ Image }) => {
      const tensor = window.tf.ones([1, 1, 1, 1, 3]);
      return { n: 7, bad: new Image(tensor) };
    },
    says: 'not [1, 1, 1, 1, 3]',
  },
  {
    what: 'a clip of rank 5',
    log: ({ Video }) => ({ n: 7, bad: new Video({ data: new Uint8Array(24), shape: [1, 2, 2, 2, 3] }) }),
    says: 'unreadable-video: a video of layout thwc has shape [time, height, width, 1, 3 or 4], not [1, 2, 2, 2, 3]',
  },
  {
    what: 'a mask of another size: the picture stands',
    log: ({ Image }) => ({ n: 7, bad: new Image(new ImageData(4, 2), { masks: { small: { mask: [[1, 2]] } } }) }),
    says: 'the mask "small" must have 4 × 2 pixels, not 2 × 1',
    left: { _type: 'image-file', width: 4, height: 2 },
  },
  {
    what: 'a mask of a disposed tensor: the picture stands',
    log: ({ Image }) => {
      const mask = window.tf.ones([2, 4], 'int32');
      mask.dispose();
      return { n: 7, bad: new Image(new ImageData(4, 2), { masks: { gone: { mask } } }) };
    },
    says: `unreadable-image: the mask "gone": ${DISPOSED}`,
    left: { _type: 'image-file', width: 4, height: 2 },
  },
  {
    what: 'a video without frames',
    log: ({ Video }) => ({ n: 7, bad: new Video([]) }),
    says: 'unreadable-video: a video has at least one frame',
  },
  {
    what: 'a sound without samples',
    log: ({ Audio }) => ({ n: 7, bad: new Audio(new Float64Array(new ArrayBuffer(8), 0, 0), { sampleRate: 8000 }) }),
    says: 'unreadable-audio: it has no samples',
  },
  {
    what: 'an obj without vertices',
    log: ({ Object3D }) => ({ n: 7, bad: new Object3D('o nothing\n', { format: 'obj' }) }),
    says: 'an obj must have vertices, lines such as "v 0 1 0"',
  },
  {
    what: 'points without points',
    log: ({ Object3D }) => ({ n: 7, bad: new Object3D([]) }),
    says: 'unreadable-object3D: it has no points',
  },
  {
    what: 'a molecule without places',
    log: ({ Molecule }) => ({ n: 7, bad: new Molecule('CC(=O)O') }),
    says: 'log a pdb or sdf with their places',
  },
  {
    what: 'a Plotly figure whose text cannot be read as JSON',
    log: ({ Plotly }) => ({ n: 7, bad: new Plotly('{"data":') }),
    says: 'the text of a figure must be JSON',
  },
  {
    what: 'JSON of something else than a Plotly figure',
    log: ({ Plotly }) => ({ n: 7, bad: new Plotly('{"layout":{}}') }),
    says: 'the JSON of a figure must be { data, layout }, data a list of traces',
  },
];

/** Serves a picture that no page of another origin may read. */
async function servePicture(): Promise<{ url: string; server: Server }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'image/svg+xml');
    response.end('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/picture.svg`, server };
}

test('what cannot be read is dropped with its reason, and its row is kept', async ({ stage }) => {
  const { url, server } = await servePicture();
  const page = await stage.openPage();
  for (const file of ['node_modules/@tensorflow/tfjs/dist/tf.min.js', 'dist/spoor.video.iife.js'])
    await page.addScriptTag({ path: file });
  await page.evaluate(async (src) => {
    window.foreign = Object.assign(new Image(), { src });
    await window.foreign.decode();
  }, url);
  for (const { what, log, says, dropped = { 'unreadable-media': 1 }, left } of UNREADABLE) {
    const logged = await logMedia(stage, page, log);
    const said = logged.complaints.join('\n');
    // What the engine finds to be unreadable is null in its row; what the page finds is left out.
    const { n, bad = null } = logged.row;
    expect.soft({ what, dropped: logged.dropped, said, n, bad }).toEqual({
      what,
      dropped,
      said: expect.stringContaining(says),
      n: 7,
      bad: left ? expect.objectContaining(left) : null,
    });
  }
  server.close();
});

test('a table refuses a row of the wrong length at once, and is logged without it', async ({ stage }) => {
  const page = await stage.openPage();
  const { row, dropped, file } = await logMedia(stage, page, ({ Table }) => {
    const table = new Table({ columns: ['digit', 'guess'], data: [[7, 1]] });
    let said: unknown;
    try {
      table.addData(4);
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      said = `${code}: ${message}`;
    }
    return { n: 7, said: String(said), table };
  });
  expect(dropped).toEqual({});
  expect(row).toMatchObject({
    n: 7,
    said: 'bad-option: Row 1 must have 2 values, one for each column ("digit", "guess"), not 1.',
    table: { _type: 'table-file', ncols: 2, nrows: 1 },
  });
  const { path } = row['table'] as { path: string };
  expect(JSON.parse(String(await file(path)))).toEqual({
    columns: ['digit', 'guess'],
    data: [[7, 1]],
    column_types: expect.objectContaining({ wb_type: 'typedDict' }),
  });
});

test('a plot takes the name of a specification, and refuses its text at once', async ({ stage }) => {
  const page = await stage.openPage();
  const { row, dropped } = await logMedia(stage, page, ({ plot, Table }) => {
    const table = new Table({ columns: ['x'], data: [[1]] });
    const said = ['{"mark":', { mark: 'bar' }].map((spec) => {
      try {
        return typeof plot.custom(spec as string, table, { x: 'x' });
      } catch (error) {
        return (error as Error).message;
      }
    });
    return { n: 7, said: said.join(' ') };
  });
  expect(dropped).toEqual({});
  const rule = 'spec must be the name of a specification, such as "wandb/line/v0", not';
  expect(row['n']).toBe(7);
  expect(String(row['said']).split(rule)).toHaveLength(3);
});
