import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const run of ['r', 'empty']) await server.createRun('p', run);
  const content = [
    '2026-11-24T05:43:29.976588 hello',
    'ERROR 2026-11-24T05:43:30.1 oh no',
    'plain',
    'a\u0000b',
    '\ud800',
  ];
  await server.fileStream('p', 'r', { files: { 'output.log': { offset: 0, content } } });
});
afterAll(() => server[Symbol.asyncDispose]());

interface LogLines {
  edges: { node: { number: number; line: string; level: string | null; timestamp: string | null }; cursor: string }[];
  pageInfo: { startCursor: string | null; endCursor: string | null; hasNextPage: boolean; hasPreviousPage: boolean };
}
async function read(args = '', run = 'r'): Promise<LogLines> {
  const { data } = await server.graphql<{ project: { run: { logLines: LogLines } } }>(
    `{ project(name: "p") { run(name: "${run}") { logLines${args} {
      edges { node { number line level timestamp } cursor } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
    } } } }`,
  );
  return data!.project.run.logLines;
}
const numbers = ({ edges }: LogLines) => edges.map(({ node }) => node.number);

test('lines come with what W&B writes before them read', async () => {
  const { edges } = await read('(first: 3)');
  expect(edges.map(({ node }) => node)).toEqual([
    { number: 0, line: 'hello', level: null, timestamp: '2026-11-24T05:43:29.976588' },
    { number: 1, line: 'oh no', level: 'error', timestamp: '2026-11-24T05:43:30.1' },
    { number: 2, line: 'plain', level: null, timestamp: null },
  ]);
});

test('texts that break SQLite or UTF-8 are told as they came', async () => {
  expect((await read('(last: 2)')).edges.map(({ node }) => node.line)).toEqual(['a\u0000b', '\ud800']);
});

describe('pages', () => {
  test('go on after a cursor', async () => {
    const first = await read('(first: 2)');
    expect(first.pageInfo).toEqual({ startCursor: '0', endCursor: '1', hasNextPage: true, hasPreviousPage: false });
    const second = await read(`(first: 3, after: "${first.pageInfo.endCursor}")`);
    expect(numbers(second)).toEqual([2, 3, 4]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test('go back before a cursor', async () => {
    const last = await read('(last: 2)');
    expect(numbers(last)).toEqual([3, 4]);
    expect(numbers(await read(`(last: 2, before: "${last.pageInfo.startCursor}")`))).toEqual([1, 2]);
  });

  test.each(['(first: -1)', '(last: 0)', '(first: 2, after: "99")', '(before: "nonsense")'])(
    'of nothing are empty: %s',
    async (args) => {
      expect(numbers(await read(args))).toEqual([]);
    },
  );

  test.each(['(after: "nonsense")', '(after: "-5")', '(first: 2000000)'])(
    'by what nobody was given do not fail: %s',
    async (args) => {
      expect(numbers(await read(args)).length).toBeGreaterThan(0);
    },
  );

  test('of a run that has printed nothing have no cursors', async () => {
    expect(await read('', 'empty')).toEqual({
      edges: [],
      pageInfo: { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false },
    });
  });
});
