import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_LINE_BYTES, MAX_REQUEST_BYTES } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

const gzip = promisify(gzipCallback);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

const post = async (body: string | Uint8Array, headers: Record<string, string> = {}) => {
  const response = await server.fetch('/files/local/p/r/file_stream', {
    method: 'POST',
    body: body as BodyInit,
    headers,
  });
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

test('gzip is understood', async () => {
  const before = await lineCount();
  expect(await post(await gzip(history(['{"a":1}'], before)), { 'content-encoding': 'gzip' })).toEqual({
    status: 200,
    body: {},
  });
  expect(await lineCount()).toBe(before + 1);
});

test('a gzip bomb is refused', async () => {
  const bomb = await gzip(Buffer.alloc(MAX_REQUEST_BYTES + 1, 32));
  expect(bomb.byteLength).toBeLessThan(100_000);
  const { status, body } = await post(bomb, { 'content-encoding': 'gzip' });
  expect(status).toBe(413);
  expect(body.errors?.[0]?.message).toContain('larger than');
});

test('a body that is too large is refused', async () => {
  expect((await post(' '.repeat(MAX_REQUEST_BYTES + 1))).status).toBe(413);
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
  ['no JSON', '{'],
  ['no object', '[]'],
  ['no files', '{"files":3}'],
  ['a negative offset', history([], -1)],
  ['a fraction as offset', history([], 0.5)],
  ['lines that are not strings', history([{ a: 1 }])],
  ['content that is not a list', history('x')],
])('%s is refused with a sentence', async (_name, body) => {
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors?.[0]?.message).toMatch(/\w+ .*\./);
});

test('what is not gzip though it says so is refused, and so are other encodings', async () => {
  expect((await post('{}', { 'content-encoding': 'gzip' })).status).toBe(400);
  expect((await post('{}', { 'content-encoding': 'br' })).status).toBe(415);
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
