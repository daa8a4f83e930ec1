import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { leafText } from '../../../../../src/dashboard/config/filter-tree';
import { jsonOf } from '../../../../../src/dashboard/format/json';
import { formatNumber } from '../../../../../src/dashboard/format/number';
import { leavesOf } from '../../../../../src/dashboard/format/leaves';
import { findColumns } from '../../../../../src/dashboard/runs/columns';
import { sortRuns } from '../../../../../src/dashboard/runs/sort';
import { httpSource } from '../../../../../src/dashboard/source/http/http-source';
import { init } from '../../../../../src/index';
import { startTestServer, type TestServer } from '../../../../support/server';
import { enterPage } from '../../../run/page';

/** What is logged, and how the dashboard writes it where it stands alone, and in a table. */
const NUMBERS: [logged: number | bigint, alone: string, inTable: string][] = [
  [2n ** 53n + 1n, '9007199254740993', '9,007,199,254,740,993'],
  [-(2n ** 63n) - 1n, '-9223372036854775809', '-9,223,372,036,854,775,809'],
  [10n ** 30n + 7n, `1${'0'.repeat(29)}7`, `1${',000'.repeat(9)},007`],
  [Number.MAX_SAFE_INTEGER, '9007199254740991', '9.007e15'],
  [12345n, '12345', '12,345'],
  [0.1234567890123456, '0.1234567890123456', '0.1235'],
  [NaN, 'NaN', 'NaN'],
];
const path = { entity: 'local', project: 'p', run: 'exact' };
const { signal } = new AbortController();

let server: TestServer;
beforeEach(async () => {
  enterPage();
  server = await startTestServer();
  // As a browser that has signed in sends what a page of this server asks.
  const send = fetch;
  const fetchHere = (address: string | Request, settings?: RequestInit) =>
    typeof address === 'string' && address.startsWith('/') ? server.fetch(address, settings) : send(address, settings);
  vi.stubGlobal('fetch', fetchHere);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server[Symbol.asyncDispose]();
});

describe('what is logged in a page', () => {
  it('is shown to its last digit, as config, as summary and in lists', async () => {
    const values = Object.fromEntries(NUMBERS.map(([value], i) => [`n${i}`, value]));
    const list = NUMBERS.map(([value]) => value);
    const config = { ...values, list, deep: { nested: { list } } };
    const run = await init({ project: 'p', id: 'exact', baseUrl: server.url, token: server.key, config });
    run.log({ ...values, list });
    await run.finish();

    const shown = await httpSource.run(path, signal);
    for (const row of [shown.config, shown.summary]) {
      expect(NUMBERS.map((_number, i) => leafText(row[`n${i}`]!))).toEqual(NUMBERS.map(([, alone]) => alone));
      expect(leafText(row['list']!)).toBe(NUMBERS.map(([, alone]) => alone).join(', '));
      expect(NUMBERS.map((_number, i) => formatNumber(row[`n${i}`] as bigint))).toEqual(
        NUMBERS.map(([, , inTable]) => inTable),
      );
    }
    expect(jsonOf(shown.config['deep'])).toContain('[9007199254740993,-9223372036854775809,');
    expect([...leavesOf(shown.config)].at(-1)).toEqual(['deep.nested.list', shown.config['list']]);
    expect(findColumns([shown]).filter(({ numeric }) => numeric).length).toBe(2 * NUMBERS.length);

    const rows = await server.fetch('/api/runs/local/p/exact/rows?key=list');
    expect(await rows.text()).toContain('[9007199254740993,-9223372036854775809,');
    const { data } = await server.graphql<{ project: { run: { history: string[] } } }>(
      '{ project(name: "p", entityName: "local") { run(name: "exact") { history } } }',
    );
    expect(data!.project.run.history[0]).toContain('"n0":9007199254740993,');
  });

  it('is sorted by its last digit', async () => {
    for (const [id, seed] of [
      ['a', 2n ** 53n + 2n],
      ['b', 2n ** 53n + 1n],
      ['c', 2 ** 53],
      ['d', 7],
    ] as const) {
      // prettier-ignore
      const run = await init({ project: 'p', id, baseUrl: server.url, token: server.key, config: { seed } });
      await run.finish();
    }
    const runs = await httpSource.runs(path, signal);
    const sorted = sortRuns(runs, { by: 'config:seed', descending: false }, findColumns(runs), 0);
    expect(sorted.map(({ id }) => id).join('')).toBe('dcba');
  });
});
