import 'fake-indexeddb/auto';
import { gunzipSync } from 'node:zlib';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportRun, init, type InitOptions, type Run } from '../../../src/index';
import { findLastWords, keepLastWords } from '../../../src/run/page/last-words';
import { startTestServer, type TestServer } from '../../support/server';
import { recordOf } from '../journal/entries';
import { enterPage } from './page';

const ODD = 2n ** 53n + 1n;
const LONG = -(2n ** 63n) - 1n;

let server: TestServer;
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  enterPage();
  server = await startTestServer();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

const open = (options: Partial<InitOptions> = {}) =>
  init({ project: 'p', id: 'exact', baseUrl: server.url, token: server.key, ...options });

async function rowsOf(run: Run): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const { _runtime, _timestamp, ...row } of run.history) rows.push(row);
  return rows;
}

/** The texts that the server keeps. */
async function stored(): Promise<{ config: string; summary: string }> {
  const { data } = await server.graphql<{ project: { run: { config: string; summaryMetrics: string } } }>(
    '{ project(name: "p", entityName: "local") { run(name: "exact") { config summaryMetrics } } }',
  );
  return { config: data!.project.run.config, summary: data!.project.run.summaryMetrics };
}

describe('an integer that a number would round', () => {
  it('is exact in rows, config, summary and history: in the page, on the server, and in another browser', async () => {
    const run = await open({ config: { seed: ODD, nested: { ids: [LONG, 1] } } });
    run.defineMetric('rank', { summary: ['min', 'max', 'last', 'mean'] });
    run.log({ id: ODD, rank: ODD, nested: { id: LONG }, list: new BigInt64Array([ODD, 2n]) });
    run.log({ rank: ODD + 1n, other: NaN });
    run.config['again'] = ODD;
    run.summary['best'] = LONG;
    const rows = [
      { id: ODD, rank: ODD, nested: { id: LONG }, list: [ODD, 2], _step: 0 },
      // This one a number can hold, but it would not be written with the same digits.
      { rank: Number(ODD + 1n), other: NaN, _step: 1 },
    ];
    const summary = {
      id: ODD,
      nested: { id: LONG },
      list: [ODD, 2],
      other: NaN,
      best: LONG,
      rank: { min: ODD, max: Number(ODD + 1n), last: Number(ODD + 1n), mean: Number(ODD) },
    };
    expect({ ...run.config }).toEqual({ seed: ODD, nested: { ids: [LONG, 1] }, again: ODD });
    expect(run.summary).toMatchObject(summary);
    expect(await rowsOf(run)).toEqual(rows);
    await run.synced();
    expect(await rowsOf(run)).toEqual(rows);
    await run.finish();
    const { config: sent, summary: folded } = await stored();
    expect(sent).toContain(`"seed":{"value":${ODD}}`);
    expect(sent).toContain(`"ids":[${LONG},1]`);
    expect(sent).toContain(`"again":{"value":${ODD}}`);
    for (const part of [
      `"id":${ODD}`,
      `"nested":{"id":${LONG}}`,
      `"list":[${ODD},2]`,
      `"best":${LONG}`,
      `"min":${ODD}`,
    ])
      expect(folded).toContain(part);

    vi.stubGlobal('indexedDB', new IDBFactory());
    const elsewhere = await open({ resume: 'must' });
    expect({ ...elsewhere.config }).toEqual({ seed: ODD, nested: { ids: [LONG, 1] }, again: ODD });
    expect(elsewhere.summary).toMatchObject({ id: ODD, nested: { id: LONG }, best: LONG });
    expect(await rowsOf(elsewhere)).toEqual(rows);
    elsewhere.config['lr'] = 1;
    elsewhere.log({ more: 1 });
    await elsewhere.finish();
    const after = await stored();
    expect(after.config).toContain(`"seed":{"value":${ODD}}`);
    expect(after.summary).toContain(`"id":${ODD}`);
  });

  it('is exact in what a browser keeps, in an archive, and on the server that imports it', async () => {
    const first = await open({ mode: 'offline', config: { seed: ODD } });
    first.log({ id: LONG });
    first.summary['best'] = ODD;
    await first.finish();
    const again = await open({ mode: 'offline' });
    expect([again.config['seed'], again.summary['best']]).toEqual([ODD, ODD]);
    expect(await rowsOf(again)).toEqual([{ id: LONG, _step: 0 }]);
    const archive = await exportRun(again);
    const text = gunzipSync(await archive.arrayBuffer()).toString();
    for (const part of [`"seed":${ODD}`, `"best":${ODD}`]) expect(text).toContain(part);
    const response = await server.fetch('/api/import', { method: 'POST', body: await archive.arrayBuffer() });
    expect(await response.text()).toContain('exact');
    const { config, summary } = await stored();
    expect(config).toContain(`"seed":{"value":${ODD}}`);
    expect(summary).toContain(`"id":${LONG}`);
    expect(summary).toContain(`"best":${ODD}`);
    await again.finish();
  });

  it('is exact in last words, and in a singleton', async () => {
    const run = await open({ mode: 'offline' });
    run.addSingleton('digits/labels', 'all', { first: ODD });
    const words = run.lastWords()!;
    expect(keepLastWords({ ...words, record: { ...words.record, config: { seed: ODD } } })).not.toBeNull();
    expect(findLastWords()[0]!.record).toMatchObject({
      config: { seed: ODD },
      singletons: { 'digits/labels': { all: { first: ODD } } },
    });
    await run.finish();
  });
});

describe('a number', () => {
  it('stays one, however large, and keeps its digits and its sign', async () => {
    const values = {
      power: 2 ** 60,
      flops: 3.5e18,
      huge: 1e21,
      most: Number.MAX_SAFE_INTEGER,
      decimal: 0.1234567890123456,
      zero: -0,
      none: NaN,
      up: Infinity,
      one: 1n,
    };
    const run = await open({ mode: 'offline', config: values });
    run.log(values);
    const numbers = { ...values, one: 1 };
    expect({ ...run.config }).toEqual(numbers);
    expect(run.summary).toMatchObject(numbers);
    expect(await rowsOf(run)).toEqual([{ ...numbers, _step: 0 }]);
    await run.finish();
    const again = await open({ mode: 'offline' });
    expect({ ...again.config }).toEqual(numbers);
    expect(recordOf({ config: numbers }).config).toEqual(numbers);
    await again.finish();
  });
});
