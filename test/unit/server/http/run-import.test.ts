import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWhole } from '../../../support/oracle';
import { startTestServer, type TestServer } from '../../../support/server';
import { linesFrom } from '../../journal/entries';
import { headerOf, linesAt, pack, runOf } from '../archive/sample-archive';
import { pageToken } from '../page-token';

// What becomes of an archive is in archive/import.test.ts.
let server: TestServer;
beforeAll(async () => void (server = await startTestServer({ archiveLimits: { packed: 10_000 } })));
afterAll(() => server[Symbol.asyncDispose]());

const ARCHIVE = pack(headerOf(runOf(2)), linesAt(0, linesFrom(0, 2)));
const send = (body: Buffer | ReadableStream, headers: Record<string, string> = {}) =>
  server.fetch('/api/import', { method: 'POST', body: body as BodyInit, headers, duplex: 'half' } as RequestInit);
const stored = () => readWhole(server.data, 'p', 'r1');

describe('who may import', () => {
  test('nobody but the owner: no page, and no other origin', async () => {
    expect((await send(ARCHIVE, { authorization: `Bearer ${await pageToken(server)}` })).status).toBe(403);
    expect((await send(ARCHIVE, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await send(ARCHIVE, { origin: 'https://evil.example' })).status).toBe(403);
    expect(stored()).toBeNull();
  });
});

describe('a file that is too large', () => {
  const large = Buffer.alloc(10_001);
  const refusal = [413, expect.stringContaining('larger than 10000 bytes')];

  test('is refused by the length that it says, and by the bytes that come', async () => {
    for (const body of [large, new Blob([large]).stream()]) {
      const response = await send(body);
      expect([response.status, await response.text()]).toEqual(refusal);
    }
    expect(stored()).toBeNull();
  });

  test('unpacked is refused, too', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, 32));
    expect(bomb.byteLength).toBeLessThan(10_000);
    const response = await send(bomb);
    expect([response.status, await response.text()]).toEqual([
      expect.toBeOneOf([400, 413]),
      expect.stringContaining('errors'),
    ]);
    expect(stored()).toBeNull();
  });
});

test('the good one is there, and the answer says what was taken', async () => {
  const response = await send(ARCHIVE);
  expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ project: 'p', run: 'r1' })]);
  expect(stored()!.lines).toHaveLength(2);
});
