import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_LINE_BYTES } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { pageToken } from '../page-token';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

const post = async (body: string) => {
  const response = await server.fetch('/files/local/p/r/file_stream', { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as { errors?: { message: string }[] } };
};
const lineCount = async () => {
  const answer = await server.graphql<{ project: { run: { historyLineCount: number } } }>(
    '{ project(name: "p") { run(name: "r") { historyLineCount } } }',
  );
  return answer.data!.project.run.historyLineCount;
};
const history = (content: unknown, offset: unknown = 0) =>
  JSON.stringify({ files: { 'wandb-history.jsonl': { offset, content } } });

test('lines are on disk when they are answered, and the answer has nothing more to say', async () => {
  const before = await lineCount();
  expect(await post(history(['{"a":1}'], before))).toEqual({ status: 200, body: {} });
  expect(await lineCount()).toBe(before + 1);
});

describe('who may send', () => {
  test('the owner, and a page of this project', async () => {
    const lines = { files: { 'wandb-history.jsonl': { offset: 0, content: ['{"a":1}'] } } };
    expect((await server.fileStream('p', 'r', lines, await pageToken(server))).status).toBe(200);
    const other = await server.fileStream('p', 'r', lines, await pageToken(server, 'q'));
    expect([other.status, await other.text()]).toEqual([403, expect.stringContaining('local/q only')]);
    const nobody = await fetch(`${server.url}/files/local/p/r/file_stream`, { method: 'POST', body: '{}' });
    expect(nobody.status).toBe(401);
  });

  test('to a run that there is: W&B’s clients give a run up for good at this answer', async () => {
    const answer = await server.fileStream('p', 'none', {});
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { errors: [{ message: 'There is no run local/p/none; create it with upsertBucket first.' }] },
    ]);
  });
});

test('a line that is too large is refused, one of the largest size is not', async () => {
  const line = (bytes: number) => `{"t":"${'x'.repeat(bytes - 8)}"}`;
  const before = await lineCount();
  expect(await post(history([line(MAX_LINE_BYTES + 1)], before))).toMatchObject({
    status: 413,
    body: { errors: [{ message: expect.stringContaining('history') }] },
  });
  expect(await lineCount()).toBe(before);
  expect((await post(history([line(MAX_LINE_BYTES)], before))).status).toBe(200);
  expect(await lineCount()).toBe(before + 1);
});

test.each([
  ['no object', '[]'],
  ['no files', '{"files":3}'],
  ['a negative offset', history([], -1)],
  ['a fraction as offset', history([], 0.5)],
  ['lines that are not strings', history([{ a: 1 }])],
  ['content that is not a list', history('x')],
  ['a line that is nested too deep', history([`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`])],
])('%s is refused with a sentence', async (_name, body) => {
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors?.[0]?.message).toMatch(/\w+ .*\./);
});

test('more lines than an honest request has are refused', async () => {
  const body = history(Array<string>(400_001).fill(''));
  expect(await post(body)).toMatchObject({
    status: 413,
    body: { errors: [{ message: expect.stringContaining('400000 lines') }] },
  });
});

test('one bad part spoils the whole request', async () => {
  const before = await lineCount();
  const body = JSON.stringify({
    files: {
      'wandb-history.jsonl': { offset: before, content: ['{}'] },
      'wandb-events.jsonl': { offset: 2 ** 50, content: ['{}'] },
    },
  });
  expect((await post(body)).status).toBe(400);
  expect(await lineCount()).toBe(before);
});

test('a part and a file that are not known are reported once, and the rest is stored', async () => {
  const before = await lineCount();
  const files = {
    'wandb-history.jsonl': { offset: before, content: ['{"a":1}'] },
    'wandb-colours.jsonl': { offset: 0, content: ['{}'] },
  };
  for (let time = 0; time < 2; time++) {
    const body = JSON.stringify({ files, painting: true, dropped: 0, uploaded: [], preempting: true });
    expect((await post(body)).status).toBe(200);
  }
  expect(server.reported).toEqual([
    'file_stream: "painting" is not known.',
    'file_stream: the file "wandb-colours.jsonl" is not known.',
  ]);
  expect(await lineCount()).toBe(before + 1);
});
