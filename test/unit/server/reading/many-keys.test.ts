import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type KeysAnswer, type SeriesAnswer, formatLine, parseLine } from '../../../../src/wire/index';
import { Statement } from '../../../../src/server/store/sqlite/sql';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const send = async (offset: number, content: string[], file = 'wandb-history.jsonl') => {
  const response = await server.fileStream('p', 'r', { files: { [file]: { offset, content } } });
  return { status: response.status, text: await response.text() };
};
const get = async <T>(what: string) => parseLine(await (await server.fetch(`/api/runs/local/p/r/${what}`)).text()) as T;
/** A row that has so many keys, from a number on. */
const row = (from: number, count: number) =>
  formatLine(Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${from + key}`, 1])));

test('a run that invents keys keeps its columns up to date, and is not asked for each key whether it has one', async () => {
  expect((await send(0, [row(0, 9_999), row(5_000, 6_000)])).status).toBe(200);
  const asked = vi.spyOn(Statement.prototype, 'all');
  expect((await send(1, [`{"invented":1,"k2":2}`, row(20_000, 20_000)])).status).toBe(200);
  // Those of line 1 that have a column are taken out of it.
  expect(asked.mock.calls.length).toBeLessThan(6_000);
  asked.mockRestore();
  const { keys, lineCount, isFull } = await get<KeysAnswer>('keys');
  expect([keys.length, lineCount, isFull]).toEqual([10_000 - 1, 3, true]);
  expect((await get<SeriesAnswer>('series?keys=k2&keys=k5000&keys=invented')).series.map(({ x }) => x)).toEqual([
    [0, 1],
    [0],
    [],
  ]);
});

test('more keys in more lines than can be stored at once are refused, and nothing of them is kept', async () => {
  const rows = Array.from({ length: 1000 }, (_, part) => row(part * 10, 10));
  const { status, text } = await send(
    0,
    Array.from({ length: 36_000 }, (_, line) => rows[line % 1000]!),
  );
  expect([status, text]).toEqual([413, expect.stringContaining('fewer lines at a time')]);
  expect(await get<KeysAnswer>('keys')).toEqual({ lineCount: 0, keys: [], isFull: false });
});

test('wide rows are taken, as many as W&B sends at once', async () => {
  // 9 MB.
  const wide = Array.from({ length: 300 }, (_, line) =>
    formatLine({
      _step: line,
      ...Object.fromEntries(Array.from({ length: 1000 }, (_key, key) => [`layers/${key}/gradient`, line / 7])),
    }),
  );
  expect((await send(0, wide)).status).toBe(200);
  expect((await get<KeysAnswer>('keys')).keys.length).toBe(1001);
});

test('more lines than an honest request has are refused; a body of printed lines of 10 MiB is not', async () => {
  const line = '2026-11-24T05:43:29.976588 ';
  const most = Math.floor((10 * 1024 * 1024) / (line.length + 3));
  expect((await send(0, Array<string>(most).fill(line), 'output.log')).status).toBe(200);
  const { status, text } = await send(0, Array<string>(400_001).fill(''), 'output.log');
  expect([status, text]).toEqual([413, expect.stringContaining('400000 lines')]);
});
