import { BUDGETS, ofTheLimit } from './budgets.mjs';
import { median, spread } from './median.mjs';

/**
 * The page thread's share of `log()` with five scalars, beside what the browser takes for the same rows without Spoor.
 */
export async function measureLog({ page }) {
  const measured = await page.evaluate(async () => {
    const N = 20_000;
    const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = () => {}'])));
    const run = await spoor.init({ project: 'bench', mode: 'offline' });
    const row = (i) => ({ loss: i / 3, accuracy: i / 7, rate: 0.01, epoch: i % 9, batch: i });
    const ways = {
      stringify: (n) => {
        let batch = [];
        for (let i = 0; i < n; i++) {
          batch.push(JSON.stringify({ ...row(i), _step: i, _runtime: i / 1000, _timestamp: Date.now() / 1000 }));
          if (batch.length === 500) worker.postMessage(batch.splice(0));
        }
      },
      each: (n) => {
        for (let i = 0; i < n; i++)
          worker.postMessage({ ...row(i), _step: i, _runtime: i / 1000, _timestamp: Date.now() / 1000 });
      },
      spoor: (n) => {
        for (let i = 0; i < n; i++) run.log(row(i));
      },
    };
    const times = { stringify: [], each: [], spoor: [] };
    for (let round = 0; round < 12; round++) {
      for (const [name, way] of Object.entries(ways)) {
        const from = performance.now();
        way(N);
        // The first rounds warm the compiler up.
        if (round > 1) times[name].push(((performance.now() - from) * 1000) / N);
        await run.flush();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    return times;
  });
  const microseconds = (n) => n.toFixed(2);
  const ratio = median(measured.spoor) / median(measured.stringify);
  return [
    {
      title: 'Page-thread cost of a row with five scalars, µs (median, smallest … largest of 10 rounds of 20,000 rows)',
      rows: [
        { name: 'limit: JSON.stringify, one message for 500 rows', figure: spread(measured.stringify, microseconds) },
        { name: 'peer: one message for each row', figure: spread(measured.each, microseconds) },
        {
          name: 'run.log()',
          figure: spread(measured.spoor, microseconds),
          note: ofTheLimit(String(BUDGETS.logMicroseconds), BUDGETS.logWhere, `${ratio.toFixed(1)} ×`),
        },
      ],
    },
  ];
}
