import { BUDGETS, ofTheLimit } from './budgets.mjs';
import { percent, spread, thousands } from './median.mjs';

/**
 * Rows a second from `log()` into IndexedDB, beside writing finished chunks of the same lines from a worker that does
 * nothing else.
 */
export async function measureJournal({ page }) {
  const measured = await page.evaluate(async () => {
    const N = 200_000;
    const line = JSON.stringify({
      loss: 1 / 3,
      accuracy: 1 / 7,
      rate: 0.01,
      epoch: 3,
      batch: 12345,
      _step: 12345,
      _runtime: 12.345,
      _timestamp: 1795506720.228,
    });
    const source = `onmessage = ({ data: { rows, perRecord, line } }) => {
      const open = indexedDB.open('raw-' + perRecord);
      open.onupgradeneeded = () => open.result.createObjectStore('chunks');
      open.onsuccess = async () => {
        const from = performance.now();
        for (let i = 0; i < rows; i += perRecord) {
          await new Promise((resolve, reject) => {
            const transaction = open.result.transaction('chunks', 'readwrite', { durability: 'relaxed' });
            transaction.objectStore('chunks').put({ offset: i, text: Array(perRecord).fill(line).join('\\n') }, i);
            transaction.oncomplete = resolve;
            transaction.onabort = reject;
          });
        }
        postMessage((rows / (performance.now() - from)) * 1000);
        open.result.close();
        indexedDB.deleteDatabase('raw-' + perRecord);
      };
    };`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    const raw = (rows, perRecord) =>
      new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage({ rows, perRecord, line });
      });
    const run = await spoor.init({ project: 'bench', mode: 'offline' });
    const spoorRate = async () => {
      const from = performance.now();
      for (let i = 0; i < N; i++) run.log({ loss: i / 3, accuracy: i / 7, rate: 0.01, epoch: i % 9, batch: i });
      await run.flush();
      return (N / (performance.now() - from)) * 1000;
    };
    const rates = { one: [], fiveHundred: [], spoor: [] };
    for (let round = 0; round < 6; round++) {
      const one = await raw(2_000, 1);
      const fiveHundred = await raw(N, 500);
      const mine = await spoorRate();
      if (round === 0) continue;
      rates.one.push(one);
      rates.fiveHundred.push(fiveHundred);
      rates.spoor.push(mine);
    }
    return rates;
  });
  return [
    {
      title: 'Rows a second into IndexedDB (median, smallest … largest of 5)',
      rows: [
        { name: 'limit: a record for 500 lines, from a worker', figure: spread(measured.fiveHundred, thousands) },
        { name: 'peer: a record and a transaction for each row', figure: spread(measured.one, thousands) },
        {
          name: 'log() until flush(), page and worker together',
          figure: spread(measured.spoor, thousands),
          note: ofTheLimit(
            thousands(BUDGETS.journalRows),
            BUDGETS.journalWhere,
            `${percent(measured.spoor, measured.fiveHundred)} of`,
          ),
        },
      ],
    },
  ];
}
