import { BUDGETS } from './budgets.mjs';
import { readFileSync } from 'node:fs';
import { median, spread } from './median.mjs';

/** Milliseconds for a training batch: without logging, with every batch logged, and with the callback that most people write. */
export async function measureTraining({ page }) {
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  await page.addScriptTag({ type: 'module', content: `${readFileSync('dist/tfjs.js', 'utf8')}\nwindow.fitCallbacks = fitCallbacks;` });
  await page.waitForFunction(() => 'fitCallbacks' in window);
  const sections = [];
  for (const backend of ['cpu', 'webgl']) {
    const { times, tensors } = await page.evaluate(async (name) => {
      await tf.setBackend(name);
      const model = tf.sequential({
        layers: [
          tf.layers.conv2d({ inputShape: [16, 16, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      });
      model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      const x = tf.randomUniform([512, 16, 16, 1]);
      const y = tf.oneHot(tf.range(0, 512, 1, 'int32').mod(tf.scalar(10, 'int32')), 10);
      const run = await spoor.init({ project: 'bench', mode: 'offline' });
      const fit = async (callbacks) => {
        const from = performance.now();
        await model.fit(x, y, { epochs: 2, batchSize: 8, ...(callbacks && { callbacks }) });
        return (performance.now() - from) / 128;
      };
      const ways = {
        none: () => fit(null),
        spoor: () => fit(fitCallbacks(run, { tf })),
        object: () => fit({ onBatchEnd: (_batch, logs) => run.log({ loss: logs.loss }) }),
      };
      const times = { none: [], spoor: [], object: [] };
      let tensors = 0;
      for (let round = 0; round < 8; round++) {
        // Which comes first changes, so that a drifting clock frequency favours none.
        const order = Object.keys(ways).map((_, i, names) => names[(i + round) % 3]);
        for (const way of order) {
          const time = await ways[way]();
          await run.flush();
          if (round > 0) times[way].push(time);
        }
        if (round === 0) tensors = tf.memory().numTensors;
      }
      return { times, tensors: tf.memory().numTensors - tensors };
    }, backend);
    const slowdown = (way) => `${((median(times[way]) / median(times.none) - 1) * 100).toFixed(1)} % slower`;
    const milliseconds = (n) => n.toFixed(2);
    sections.push({
      title: `Milliseconds for a training batch, ${backend} backend (median, smallest … largest of 7 × 128 batches; tensors left behind: ${tensors})`,
      rows: [
        { name: 'limit: no logging', figure: spread(times.none, milliseconds) },
        { name: 'peer: a plain object with onBatchEnd', figure: spread(times.object, milliseconds), note: slowdown('object') },
        {
          name: 'fitCallbacks(run, { tf }), every batch',
          figure: spread(times.spoor, milliseconds),
          note: `budget ${BUDGETS.trainingPercent} %; ${slowdown('spoor')}`,
        },
      ],
    });
  }
  return sections;
}
