import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatLine, type KeysAnswer, parseLine, type RowsAnswer, type SeriesAnswer } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { pageToken } from '../page-token';

const HISTOGRAM = { _type: 'histogram', values: [1, 2], bins: [0, 1, 2] };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const run of ['sparse', 'kinds', 'odd', 'plain', 'empty']) await server.createRun('p', run);
  await send(
    'sparse',
    Array.from({ length: 5000 }, (_, line) => ({
      loss: line,
      _step: line * 10,
      ...(line % 1000 === 7 && { weights: HISTOGRAM }),
    })),
  );
  await send('kinds', [
    {
      n: 1,
      t: 'x',
      b: true,
      l: [1],
      z: null,
      i: { _type: 'image-file', path: 'p' },
      is: { _type: 'images/separated' },
      v: { _type: 'video-file' },
    },
    { n: 'now a string' },
  ]);
  await send('odd', ['{"__proto__":1,"constructor":2,"toString":{"__proto__":3}}', 'not a row', '{"loss":NaN}']);
  await send('plain', [{ a: 5 }, { a: 6 }]);
});
afterAll(() => server[Symbol.asyncDispose]());

const send = (run: string, rows: unknown[]) =>
  server.fileStream('p', run, {
    files: {
      'wandb-history.jsonl': {
        offset: 0,
        content: rows.map((row) => (typeof row === 'string' ? row : formatLine(row))),
      },
    },
  });
async function get<T>(run: string, what: string): Promise<T> {
  const response = await server.fetch(`/api/runs/local/p/${run}/${what}`);
  expect(response.status).toBe(200);
  return parseLine(await response.text()) as T;
}

describe('keys', () => {
  test('are told with their kinds', async () => {
    const { keys } = await get<KeysAnswer>('kinds', 'keys');
    expect(Object.fromEntries(keys.map(({ key, kinds }) => [key, kinds]))).toEqual({
      n: ['number', 'text'],
      t: ['text'],
      b: ['boolean'],
      l: ['list'],
      i: ['image'],
      is: ['image'],
      v: ['video'],
    });
  });

  test('that are names of JavaScript are only names', async () => {
    const { keys } = await get<KeysAnswer>('odd', 'keys');
    expect(keys.map(({ key }) => key)).toEqual(['__proto__', 'constructor', 'toString.__proto__', 'loss']);
    expect((await get<RowsAnswer>('odd', 'rows?key=toString.__proto__')).rows[0]?.value).toBe(3);
  });

  test('of a run that has logged nothing are an empty list', async () => {
    expect(await get('empty', 'keys')).toEqual({ lineCount: 0, keys: [], isFull: false });
  });
});

describe('rows', () => {
  test('of a sparse key are found by pages, with their steps', async () => {
    const first = await get<RowsAnswer>('sparse', 'rows?key=weights&limit=3');
    expect(first.rows.map(({ line, step }) => [line, step])).toEqual([
      [7, 70],
      [1007, 10070],
      [2007, 20070],
    ]);
    expect(first.rows[0]?.value).toEqual(HISTOGRAM);
    const second = await get<RowsAnswer>('sparse', `rows?key=weights&limit=3&from=${first.next}`);
    expect(second).toMatchObject({ rows: [{ line: 3007 }, { line: 4007 }], next: null });
  });

  test('of a key that nobody has are an empty list', async () => {
    for (const query of ['rows?key=none', 'rows', 'rows?key='])
      expect(await get('sparse', query)).toEqual({ rows: [], next: null });
  });
});

describe('series', () => {
  test('come in the order of the keys, with the line for the step where there is no step', async () => {
    const { series, lineCount } = await get<SeriesAnswer>('plain', 'series?keys=none&keys=a');
    expect([lineCount, series.map(({ key, x, y }) => [key, x, y])]).toEqual([
      2,
      [
        ['none', [], []],
        ['a', [0, 1], [5, 6]],
      ],
    ]);
  });

  test('hold what JSON cannot say', async () => {
    expect((await get<SeriesAnswer>('odd', 'series?keys=loss')).series[0]!.y).toEqual([NaN]);
  });

  test('have about as many points as were asked for, and each key counts what it has', async () => {
    const [loss] = (await get<SeriesAnswer>('sparse', 'series?keys=loss&points=100')).series;
    expect(loss).toMatchObject({ count: 5000, last: 4999 });
    expect(loss!.x.length).toBeLessThanOrEqual(200);
    expect(loss!.x.at(-1)).toBe(49_990);
  });

  test('of more than 100 keys are cut, not refused', async () => {
    const keys = Array.from({ length: 150 }, (_, index) => `keys=k${index}`).join('&');
    expect((await get<SeriesAnswer>('plain', `series?${keys}`)).series).toHaveLength(100);
  });
});

describe('what is refused', () => {
  const ADDRESSES = ['keys', 'rows?key=a', 'series?keys=a'];

  test.each(ADDRESSES)('%s: to nobody but the owner, of runs that there are', async (what) => {
    const path = `/api/runs/local/p/plain/${what}`;
    expect((await fetch(server.url + path)).status).toBe(401);
    const headers = { authorization: `Bearer ${await pageToken(server)}` };
    expect((await server.fetch(path, { headers })).status).toBe(403);
    const none = await server.fetch(`/api/runs/local/p/none/${what}`);
    expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('local/p/none')]);
  });

  test.each(['series?points=x', 'series?from=-1', 'rows?limit=1.5', 'rows?from=1e400', 'series?from=NaN'])(
    '%s: what is not a whole number',
    async (what) => {
      const response = await server.fetch(`/api/runs/local/p/plain/${what}`);
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('whole number')]);
    },
  );

  test('a stream that has no columns', async () => {
    for (const what of ['keys', 'series']) {
      const response = await server.fetch(`/api/runs/local/p/plain/${what}?stream=output`);
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('has no columns')]);
    }
  });
});
