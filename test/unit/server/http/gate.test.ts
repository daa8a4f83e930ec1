import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { sendRaw } from './send-raw';

let server: TestServer;
beforeAll(async () => void (server = await startTestServer({ allowOrigins: ['https://app.example'] })));
afterAll(() => server[Symbol.asyncDispose]());

describe('the Host header', () => {
  test.each(['evil.example', 'evil.example:PORT', 'localhost.evil.example:PORT', '10.0.0.1:PORT'])(
    '%s is refused',
    async (host) => {
      const { status, text } = await sendRaw(server, '/api/health', {
        host: host.replace('PORT', String(server.port)),
      });
      expect([status, text]).toEqual([403, expect.stringContaining('does not answer to the name')]);
    },
  );

  test.each(['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT', 'LOCALHOST:PORT', 'localhost', '127.0.0.1:2222'])(
    '%s is our own',
    async (host) => {
      const answer = await sendRaw(server, '/api/health', { host: host.replace('PORT', String(server.port)) });
      expect(answer.status).toBe(200);
    },
  );

  test('that no browser would send is not repeated as something to type', async () => {
    const { status, text } = await sendRaw(server, '/api/health', { host: 'a$(x).example' });
    expect([status, text]).toEqual([403, expect.not.stringContaining('--public-url https://a$')]);
  });
});

describe('the Origin header', () => {
  test('of a stranger is refused, with the way out', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await server.fetch('/graphql', { method, headers: { origin: 'https://evil.example' } });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await response.text()).toContain('--allow-origin https://evil.example');
    }
  });

  test('of a page in a sandbox is a stranger', async () => {
    const response = await server.fetch('/api/health', { headers: { origin: 'null' } });
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('--allow-origin null')]);
  });

  test('that is not one of a page is refused, and nothing to type is made of it', async () => {
    const { status, text } = await sendRaw(server, '/api/health', { origin: 'https://$(x).example/path' });
    expect([status, text]).toEqual([403, expect.not.stringContaining('--allow-origin')]);
  });

  test('that is its own gets a preflight, too, which no browser asks for but `wandb verify` does', async () => {
    const headers = { origin: server.url, 'access-control-request-method': 'GET' };
    for (const path of ['/files/local/p/r/a.txt', '/graphql']) {
      const answer = await fetch(server.url + path, { method: 'OPTIONS', headers });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, server.url]);
    }
    const read = await server.fetch('/api/health', { headers: { origin: server.url } });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('that is allowed gets its preflight and may send, without cookies', async () => {
    const headers = { origin: 'https://app.example' };
    const preflight = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-encoding');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(Number(preflight.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    const response = await server.fetch('/graphql', { method: 'POST', body: '{"query":"{ viewer { id } }"}', headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('vary')).toContain('Origin');
  });
});
