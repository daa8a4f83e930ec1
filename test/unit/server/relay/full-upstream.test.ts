import { expect, test, vi } from 'vitest';
import type * as Open from '../../../../src/server/store/sqlite/open';
import type { Sql } from '../../../../src/server/store/sqlite/sql';
import { eventually, history, lines, runAt, startPair, textsOf, upload } from './pair';

/** The connections of the servers, in the order in which they started. */
const connections: Sql[] = [];
vi.mock('../../../../src/server/store/sqlite/open', async (original) => {
  const { openDatabase } = await original<typeof Open>();
  return {
    openDatabase: async (...how: Parameters<typeof openDatabase>) => {
      const sql = await openDatabase(...how);
      connections.push(sql);
      return sql;
    },
  };
});

test('whoever delivers to a server with a full disk keeps its rows and sends them when there is room', async () => {
  const { upstream, relay, proxy } = await startPair();
  const [full] = connections as [Sql];
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: history(0, lines(0, 10)) });
  await eventually(() => textsOf(upstream), lines(0, 10));

  const pages = Number(full.pragma('page_count'));
  full.pragma(`max_page_count = ${pages}`);
  const before = proxy.seen.length;
  await relay.fileStream('p', 'r', { files: history(10, lines(10, 3000)) });
  await upload(relay, 'r', 'a.txt', 'a file');
  await eventually(
    async () => (await runAt(relay))!.forwarding?.['problem'],
    expect.stringContaining('disk of the server is full'),
  );
  await eventually(() => proxy.seen.slice(before).length > 2, true);
  expect(textsOf(upstream)).toEqual(lines(0, 10));

  full.pragma(`max_page_count = ${pages + 100_000}`);
  await eventually(() => textsOf(upstream), lines(0, 3000));
  await eventually(async () => (await runAt(upstream))!['fileCount'], 1);
});
