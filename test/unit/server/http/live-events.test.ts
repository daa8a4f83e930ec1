import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { pageToken } from '../page-token';

// What is told of runs is in runs/live.test.ts.
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

describe('who may listen', () => {
  test('the owner, to a project that is named', async () => {
    const response = await server.fetch('/api/live?project=p');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    await response.body!.cancel();
    for (const query of ['', '?project=', '?run=r']) {
      const refused = await server.fetch(`/api/live${query}`);
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('/api/live?project=name')]);
    }
  });

  test('and nobody else', async () => {
    expect((await fetch(`${server.url}/api/live?project=p`)).status).toBe(401);
    const headers = { authorization: `Bearer ${await pageToken(server)}` };
    expect((await server.fetch('/api/live?project=p', { headers })).status).toBe(403);
  });
});

test('a stream says at once how soon to come back, and whatever a name holds stays one event', async () => {
  const response = await server.fetch('/api/live?project=p');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value!;
  expect(text).toBe('retry: 1000\n\n');
  await server.createRun('p', 'r', { displayName: 'a\n\nevent: forged\ndata: {}\n\n' });
  while (!text.includes('event: run')) text += (await reader.read()).value!;
  expect(text.match(/^event: .*$/gm)).toEqual(['event: run']);
  expect(text.match(/^data: .*$/gm)).toEqual([expect.stringContaining(String.raw`a\n\nevent: forged\ndata: {}\n\n`)]);
  await reader.cancel();
});
