import { BUDGETS } from './budgets.mjs';
import { basename } from 'node:path';
import { spread } from './median.mjs';

const ROUNDS = 60;

/**
 * Milliseconds for a training batch: without logging, with every batch logged, and with the callback that most people
 * write.
 */
export async function measureTraining({ page }) {
  await page.addScriptTag({ path: 'node_modules/@tensorflow/tfjs/dist/tf.min.js' });
  await page.route('**/dist/*', (route) => route.fulfill({ path: `dist/${basename(route.request().url())}` }));
  await page.addScriptTag({
    type: 'module',
    content: "import { fitCallbacks } from '/dist/tfjs.js';\nwindow.fitCallbacks = fitCallbacks;",
  });
  await page.waitForFunction(() => 'fitCallbacks' in window);
  const sections = [];
  for (const backend of ['cpu', 'webgl']) {
    const { times, tensors } = await page.evaluate(
      async ([name, rounds]) => {
        await tf.setBackend(name);
        const model = tf.sequential({
          layers: [
            tf.layers.conv2d({ inputShape: [16, 16, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
            tf.layers.flatten(),
            tf.layers.dense({ units: 10, activation: 'softmax' }),
          ],
        });
        model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
        const x = tf.randomUniform([256, 16, 16, 1]);
        const y = tf.oneHot(tf.range(0, 256, 1, 'int32').mod(tf.scalar(10, 'int32')), 10);
        const run = await spoor.init({ project: 'bench', mode: 'offline' });
        const fit = async (callbacks) => {
          const from = performance.now();
          await model.fit(x, y, { epochs: 1, batchSize: 8, ...(callbacks && { callbacks }) });
          return (performance.now() - from) / 32;
        };
        const ways = {
          none: () => fit(null),
          spoor: () => fit(fitCallbacks(run, { tf })),
          object: () => fit({ onBatchEnd: (_batch, logs) => run.log({ loss: logs.loss }) }),
        };
        const times = { none: [], spoor: [], object: [] };
        let tensors = 0;
        for (let round = 0; round <= rounds; round++) {
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
      },
      [backend, ROUNDS],
    );
    // Against the round's own: a round without logging takes up to a third longer than another.
    const slowdown = (way) => {
      const percents = times[way].map((time, i) => (time / times.none[i] - 1) * 100).sort((a, b) => a - b);
      const [low, middle, high] = [0.25, 0.5, 0.75].map((part) =>
        percents[Math.round((percents.length - 1) * part)].toFixed(1),
      );
      return `${middle} % slower than the limit in the same round (${low} … ${high} in the middle half of the rounds)`;
    };
    const milliseconds = (n) => n.toFixed(2);
    sections.push({
      title: `Milliseconds for a training batch, ${backend} backend (median, smallest … largest of ${ROUNDS} × 32 batches; tensors left behind: ${tensors})`,
      rows: [
        { name: 'limit: no logging', figure: spread(times.none, milliseconds) },
        {
          name: 'peer: a plain object with onBatchEnd',
          figure: spread(times.object, milliseconds),
          note: slowdown('object'),
        },
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
