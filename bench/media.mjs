import { BUDGETS } from './budgets.mjs';
import { median, spread } from './median.mjs';
import { longestTasks } from './tasks.mjs';

const ROUNDS = 5;
const NAMES = {
  images: '100 images of 224 × 224',
  clip: 'a clip of 10 s, 128 × 128, 30 frames a second',
  cloud: 'a cloud of 1,000,000 points',
  histogram: 'a histogram of 1,000,000 values',
};

/**
 * How long media hold up the page's thread while `fit` runs there: the longest task beside the batches, when they are
 * logged, and when the page itself writes the same, by `canvas.toBlob` and `JSON.stringify`.
 */
export async function measureMedia({ page }) {
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  await page.addScriptTag({ path: 'dist/spoor.media.iife.js' });
  await page.addScriptTag({ path: 'dist/spoor.video.iife.js' });
  await page.evaluate(prepare);
  const times = {};
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ['none.none', ...Object.keys(NAMES).flatMap((kind) => [`${kind}.page`, `${kind}.spoor`])]) {
      const { beside, batch } = await longestTasks(page, () => page.evaluate((name) => window.measured(name), way));
      // The first round starts the workers.
      if (round > 0) (times[way] ??= { beside: [], batch: [] }).beside.push(beside);
      if (round > 0) times[way].batch.push(batch);
    }
  }
  const milliseconds = (n) => n.toFixed(1);
  const figure = (way) => spread(times[way].beside, milliseconds);
  const batches = (way) => `the longest batch meanwhile ${milliseconds(median(times[way].batch))}`;
  return [
    {
      title: `Longest task of the page's thread beside the batches of fit, ms (median, smallest … largest of ${ROUNDS})`,
      rows: [
        { name: 'limit: fit alone', figure: figure('none.none'), note: batches('none.none') },
        ...Object.entries(NAMES).flatMap(([kind, name]) => {
          const [mine, peer] = [`${kind}.spoor`, `${kind}.page`];
          const ratio = median(times[peer].beside) / median(times[mine].beside);
          return [
            { name: `peer: ${name}, in the page`, figure: figure(peer), note: batches(peer) },
            {
              name: `${name}, logged`,
              figure: figure(mine),
              note: `budget ${BUDGETS.mediaMilliseconds}; the page takes ${ratio.toFixed(1)} × as long; ${batches(mine)}`,
            },
          ];
        }),
      ],
    },
  ];
}

/** Runs in the page: trains, and makes what is logged. */
async function prepare() {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const canvases = Array.from({ length: 100 }, (_, i) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 224;
    const context = canvas.getContext('2d');
    for (let y = 0; y < 224; y += 8) {
      for (let x = 0; x < 224; x += 8) {
        context.fillStyle = `rgb(${(x * 3 + i) % 256} ${(y * 5 + i) % 256} ${(x * y) % 256})`;
        context.fillRect(x, y, 8, 8);
      }
    }
    return canvas;
  });
  const shape = [300, 128, 128, 3];
  const frames = new Uint8Array(300 * 128 * 128 * 3).map((_, i) => (i * 7 + (i >> 14)) % 256);
  const points = new Float32Array(3_000_000).map((_, i) => Math.sin(i));
  const toBlob = (canvas) => new Promise((resolve) => canvas.toBlob(resolve));
  const run = await spoor.init({ project: 'bench', mode: 'offline' });
  const ways = {
    none: { none: () => pause(500) },
    images: {
      spoor: () => run.log({ images: canvases.map((canvas) => new spoor.Image(canvas)) }),
      page: () => Promise.all(canvases.map(toBlob)),
    },
    clip: {
      spoor: () => run.log({ clip: new spoor.Video({ data: frames, shape }, { fps: 30 }) }),
      page: async () => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 128;
        const context = canvas.getContext('2d');
        for (let frame = 0; frame < 300; frame++) {
          const image = context.createImageData(128, 128);
          for (let pixel = 0; pixel < 128 * 128; pixel++) {
            for (let channel = 0; channel < 3; channel++)
              image.data[pixel * 4 + channel] = frames[(frame * 128 * 128 + pixel) * 3 + channel];
            image.data[pixel * 4 + 3] = 255;
          }
          context.putImageData(image, 0, 0);
          await toBlob(canvas);
        }
      },
    },
    cloud: {
      spoor: () => run.log({ cloud: new spoor.Object3D(points) }),
      page: () => {
        const rows = [];
        for (let i = 0; i < points.length; i += 3) rows.push([points[i], points[i + 1], points[i + 2]]);
        return new Blob([JSON.stringify(rows)]);
      },
    },
    histogram: {
      spoor: () => run.log({ histogram: new spoor.Histogram(points.subarray(0, 1_000_000)) }),
      page: () => {
        const values = points.subarray(0, 1_000_000);
        const [min, max] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
        const counts = Array.from({ length: 64 }, () => 0);
        for (const value of values) counts[Math.min(63, Math.floor(((value - min) / (max - min)) * 64))]++;
        return JSON.stringify(counts);
      },
    },
  };
  await tf.setBackend('cpu');
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [16, 16, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  const x = tf.randomUniform([256, 16, 16, 1]);
  const y = tf.oneHot(tf.range(0, 256, 1, 'int32').mod(tf.scalar(10, 'int32')), 10);
  window.measured = async (name) => {
    const [kind, way] = name.split('.');
    const training = model.fit(x, y, { epochs: 100_000, batchSize: 8, yieldEvery: 'batch', verbose: 0 });
    await pause(300);
    console.timeStamp('from');
    // In a task of its own, so that what it takes is not a part of a batch.
    await pause(0);
    await ways[kind][way]();
    await run.flush();
    await pause(300);
    console.timeStamp('to');
    model.stopTraining = true;
    await training;
  };
}
