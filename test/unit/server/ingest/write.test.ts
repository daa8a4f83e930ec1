import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KeysAnswer, type RowsAnswer, type SeriesAnswer, formatLine, parseLine } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const HISTORY = 'wandb-history.jsonl';
const send = async (offset: number, rows: unknown[]) => {
  const content = rows.map((row) => (typeof row === 'string' ? row : formatLine(row)));
  const response = await server.fileStream('p', 'r', { files: { [HISTORY]: { offset, content } } });
  return { status: response.status, body: (await response.json()) as { errors?: { message: string }[] } };
};
const get = async <T>(what: string): Promise<T> =>
  parseLine(await (await server.fetch(`/api/runs/local/p/r/${what}`)).text()) as T;
const history = async () => {
  const answer = await server.graphql<{ project: { run: { history: string[]; historyLineCount: number } } }>(
    '{ project(name: "p") { run(name: "r") { historyLineCount history(samples: 100000) } } }',
  );
  return answer.data!.project.run;
};

describe('lines are written to their places', () => {
  test('a repeated request rewrites the same lines', async () => {
    const rows = [
      { loss: 1, _step: 0 },
      { loss: 0.5, _step: 1 },
    ];
    for (let time = 0; time < 3; time++) expect(await send(0, rows)).toEqual({ status: 200, body: {} });
    const { history: lines, historyLineCount } = await history();
    expect(historyLineCount).toBe(2);
    expect(lines.map((line) => parseLine(line))).toEqual(rows);
    expect((await get<KeysAnswer>('keys')).keys).toEqual([
      { key: 'loss', kinds: ['number'], count: 2 },
      { key: '_step', kinds: ['number'], count: 2 },
    ]);
  });

  test('two overlapping requests have the effect of one', async () => {
    await send(0, [{ a: 0 }, { a: 1 }, { a: 2 }]);
    await send(1, [{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect((await history()).history).toEqual(['{"a":0}', '{"a":1}', '{"a":2}', '{"a":3}']);
    expect((await get<SeriesAnswer>('series?keys=a')).series[0]).toEqual({
      key: 'a',
      x: [0, 1, 2, 3],
      y: [0, 1, 2, 3],
      count: 4,
      last: 3,
    });
  });

  test('a line that says something else takes its old values out of the columns', async () => {
    await send(0, [{ a: 1, b: 'text' }, { a: 2 }]);
    await send(0, [{ c: { d: 5 } }]);
    expect((await get<KeysAnswer>('keys')).keys).toEqual([
      { key: 'a', kinds: ['number'], count: 1 },
      { key: 'c.d', kinds: ['number'], count: 1 },
    ]);
    expect((await get<SeriesAnswer>('series?keys=a&keys=c.d')).series.map(({ x, y }) => ({ x, y }))).toEqual([
      { x: [1], y: [2] },
      { x: [0], y: [5] },
    ]);
    expect((await get<RowsAnswer>('rows?key=b')).rows).toEqual([]);
  });

  test('a line that is not a row is kept word for word and has no columns', async () => {
    await send(0, ['not JSON', '[1]', '{"a":1}']);
    expect((await history()).history).toEqual(['not JSON', '[1]', '{"a":1}']);
    expect((await get<SeriesAnswer>('series?keys=a')).series[0]?.x).toEqual([2]);
  });

  test('a gap is kept as a gap, and an absurd offset is refused', async () => {
    await send(0, [{ a: 0 }]);
    expect((await send(5000, [{ a: 1 }])).status).toBe(200);
    expect((await history()).historyLineCount).toBe(5001);
    const refused = await send(Number.MAX_SAFE_INTEGER, [{ a: 2 }]);
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.[0]?.message).toContain('beyond the 5001');
    expect((await history()).historyLineCount).toBe(5001);
  });

  test('texts that break SQLite or UTF-8 do not break the server', async () => {
    const response = await server.fileStream('p', 'r', {
      files: { 'output.log': { offset: 0, content: ['a\u0000b', '\ud800', '😀'] } },
    });
    expect(response.status).toBe(200);
    const answer = await server.graphql<{ project: { run: { logLines: { edges: { node: { line: string } }[] } } } }>(
      '{ project(name: "p") { run(name: "r") { logLines { edges { node { line } } } } } }',
    );
    expect(answer.data!.project.run.logLines.edges.map(({ node }) => node.line)).toEqual(['a\u0000b', '\ud800', '😀']);
  });
});

describe('what JSON cannot say', () => {
  test('NaN and the infinities are values', async () => {
    await send(0, ['{"loss":NaN}', '{"loss":Infinity}', '{"loss":-Infinity}', '{"loss":2}']);
    expect((await get<SeriesAnswer>('series?keys=loss')).series[0]).toEqual({
      key: 'loss',
      x: [0, 1, 2, 3],
      y: [NaN, Infinity, -Infinity, 2],
      count: 4,
      last: 2,
    });
    expect(await get<RowsAnswer>('rows?key=loss&limit=2')).toEqual({
      rows: [
        { line: 0, step: null, value: NaN },
        { line: 1, step: null, value: Infinity },
      ],
      next: 2,
    });
  });
});
