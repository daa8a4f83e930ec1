import { BUDGETS, ofTheLimit } from './budgets.mjs';
import { percent, spread, thousands } from './median.mjs';
import { startRawServer } from './raw-server.mjs';

/**
 * Rows a second from `log()` to the server's disk, beside posting finished requests to the same server, and to one that
 * only keeps the bytes.
 */
export async function measureDelivery({ page, server, data }) {
  const rawServer = await startRawServer(data);
  const measured = await page
    .evaluate(
      async ([key, rawUrl]) => {
        const N = 100_000;
        const authorization = `Basic ${btoa(`api:${key}`)}`;
        const post = (path, body) =>
          fetch(path, {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
        const requests = async (send, name) => {
          await send('/graphql', {
            query: 'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }',
            variables: { input: { name, modelName: 'bench' } },
          });
          const from = performance.now();
          for (let offset = 0; offset < N; offset += 5_000) {
            const content = Array.from({ length: 5_000 }, (_, i) =>
              JSON.stringify({
                loss: (offset + i) / 3,
                accuracy: i / 7,
                rate: 0.01,
                epoch: i % 9,
                batch: i,
                _step: offset + i,
                _runtime: i / 1000,
                _timestamp: Date.now() / 1000,
              }),
            );
            const response = await send(`/files/local/bench/${name}/file_stream`, {
              files: { 'wandb-history.jsonl': { offset, content } },
            });
            if (!response.ok) throw new Error(await response.text());
          }
          return (N / (performance.now() - from)) * 1000;
        };
        const mine = async () => {
          const run = await spoor.init({ project: 'bench' });
          const from = performance.now();
          for (let i = 0; i < N; i++) run.log({ loss: i / 3, accuracy: i / 7, rate: 0.01, epoch: i % 9, batch: i });
          await run.synced();
          const rate = (N / (performance.now() - from)) * 1000;
          await run.finish();
          return rate;
        };
        const postRaw = (_path, body) => fetch(rawUrl, { method: 'POST', body: JSON.stringify(body) });
        const rates = { bytes: [], requests: [], spoor: [] };
        for (let round = 0; round < 5; round++) {
          rates.bytes.push(await requests(postRaw, 'raw'));
          rates.requests.push(await requests(post, `raw${round}`));
          rates.spoor.push(await mine());
        }
        return rates;
      },
      [server.key, rawServer.url],
    )
    .finally(() => rawServer.close());
  return [
    {
      title: 'Rows a second from the page to the disk of the server, loopback (median, smallest … largest of 5)',
      rows: [
        { name: 'limit: requests of 5,000 lines, kept as bytes', figure: spread(measured.bytes, thousands) },
        { name: 'the same requests to this server', figure: spread(measured.requests, thousands) },
        {
          name: 'log() until synced()',
          figure: spread(measured.spoor, thousands),
          note: ofTheLimit(
            thousands(BUDGETS.deliveryRows),
            BUDGETS.deliveryWhere,
            `${percent(measured.spoor, measured.bytes)} of`,
          ),
        },
      ],
    },
  ];
}
