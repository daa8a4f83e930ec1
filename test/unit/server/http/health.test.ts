import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server[Symbol.asyncDispose]());

// What it says while nothing can be stored is in trouble/trouble.test.ts, where nothing can.
test('anybody may ask, hears no path, and nobody keeps the answer', async () => {
  const response = await fetch(`${server.url}/api/health`);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await response.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});
