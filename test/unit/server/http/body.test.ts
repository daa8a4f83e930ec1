import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_REQUEST_BYTES } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

const gzip = promisify(gzipCallback);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

async function post(body: string | Uint8Array, headers: Record<string, string> = {}, path = '/graphql') {
  const response = await server.fetch(path, { method: 'POST', body: body as BodyInit, headers });
  const { errors } = (await response.json()) as { errors?: { message: string }[] };
  return [response.status, errors?.[0]?.message];
}
const QUERY = '{"query":"{ viewer { id } }"}';

test('a body is understood as it is, and as gzip', async () => {
  expect(await post(QUERY)).toEqual([200, undefined]);
  expect(await post(QUERY, { 'content-encoding': 'identity' })).toEqual([200, undefined]);
  expect(await post(await gzip(QUERY), { 'content-encoding': 'gzip' })).toEqual([200, undefined]);
});

describe('what is refused, with a sentence', () => {
  test('a gzip bomb', async () => {
    const bomb = await gzip(Buffer.alloc(MAX_REQUEST_BYTES + 1, 32));
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(await post(bomb, { 'content-encoding': 'gzip' })).toEqual([413, expect.stringContaining('larger than')]);
  });

  test('a body that is too large, whether or not it says so first', async () => {
    const large = ' '.repeat(MAX_REQUEST_BYTES + 1);
    expect(await post(large)).toEqual([413, expect.stringContaining('larger than')]);
    const stream = new Blob([large]).stream();
    const chunked = await server.fetch('/graphql', { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  test('what says that it is gzip and is not, and other encodings', async () => {
    expect(await post(QUERY, { 'content-encoding': 'gzip' })).toEqual([400, expect.stringContaining('unpacked')]);
    expect(await post(QUERY, { 'content-encoding': 'br' })).toEqual([415, expect.stringContaining('"br"')]);
  });

  test.each(['{', '', '{"query":', '\u0000'])('what is not JSON: %j', async (body) => {
    expect(await post(body)).toEqual([400, expect.stringContaining('is not JSON')]);
  });

  test.each(['/graphql', '/files/local/p/r/file_stream'])('a body of brackets, at %s', async (path) => {
    const refusal = [400, expect.stringContaining('nested at most 1000 deep')];
    expect(await post('['.repeat(10_000_000), {}, path)).toEqual(refusal);
    expect(await post(await gzip('{"a":'.repeat(1_000_000)), { 'content-encoding': 'gzip' }, path)).toEqual(refusal);
  });
});
