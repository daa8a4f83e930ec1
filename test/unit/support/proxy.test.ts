import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { always, inOrder, startProxy, type FaultProxy } from '../../support/proxy';

interface Received {
  headers: IncomingMessage['headers'];
  body: string;
  whole: boolean;
}

let server: Server;
let proxy: FaultProxy;
let received: Received[];

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    const one: Received = { headers: request.headers, body: '', whole: false };
    received.push(one);
    request.setEncoding('utf8').on('data', (text: string) => (one.body += text));
    request.on('error', () => undefined);
    request.on('end', () => {
      one.whole = true;
      response.writeHead(200, { 'Access-Control-Allow-Origin': 'http://a.test', 'Content-Type': 'text/plain' });
      response.end(`heard ${one.body}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const post = (body = 'rows', path = '/files') => fetch(proxy.url + path, { method: 'POST', body });
const heard = () => received.filter(({ whole }) => whole).map(({ body }) => body);

describe('the fault proxy', () => {
  it('passes everything on, Host and CORS headers too', async () => {
    const answer = await post();
    expect(await answer.text()).toBe('heard rows');
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://a.test');
    expect(received[0]!.headers.host).toBe(new URL(proxy.url).host);
    expect(proxy.seen).toEqual([{ method: 'POST', path: '/files', fault: null, status: 200, delivered: true }]);
  });

  it('refuses: the server hears nothing', async () => {
    proxy.plan = inOrder(/files/, [{ kind: 'refuse' }]);
    await expect(post()).rejects.toThrow();
    expect(received).toEqual([]);
    expect((await post()).status).toBe(200);
    expect(proxy.count('refuse')).toBe(1);
  });

  it('delays', async () => {
    proxy.plan = always(/files/, { kind: 'delay', ms: 150 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const answered = post();
      await expect.poll(() => proxy.seen.length).toBe(1);
      vi.advanceTimersByTime(149);
      expect(heard()).toEqual([]);
      vi.advanceTimersByTime(1);
      await answered;
      expect(heard()).toEqual(['rows']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('resets in the middle of the request: the server has a part and never the whole', async () => {
    proxy.plan = always(/files/, { kind: 'reset-request', bytes: 1000 });
    await expect(post('x'.repeat(200_000))).rejects.toThrow();
    await expect.poll(() => received[0]?.body.length).toBe(1000);
    expect(heard()).toEqual([]);
  });

  it('drops the answer: the server has the rows, the client does not know', async () => {
    proxy.plan = inOrder(/files/, [{ kind: 'drop-answer' }]);
    await expect(post()).rejects.toThrow();
    expect(heard()).toEqual(['rows']);
    expect(proxy.seen[0]).toMatchObject({ status: 200, delivered: false });
  });

  it('gives half an answer', async () => {
    proxy.plan = always(/files/, { kind: 'half-answer' });
    const answer = await post();
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(heard()).toEqual(['rows']);
  });

  it('answers in the place of the server, readable for pages of other origins', async () => {
    proxy.plan = always(/files/, { kind: 'answer', status: 429, headers: { 'Retry-After': '2' }, body: 'busy' });
    const answer = await fetch(`${proxy.url}/files`, {
      method: 'POST',
      body: 'rows',
      headers: { Origin: 'http://a.test' },
    });
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([429, '2', 'busy']);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://a.test');
    expect(received).toEqual([]);
  });

  it('sends a request twice', async () => {
    proxy.plan = always(/files/, { kind: 'twice' });
    expect(await (await post()).text()).toBe('heard rows');
    expect(heard()).toEqual(['rows', 'rows']);
  });

  it('is cut but for what is spared, and mended', async () => {
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const spared = await startProxy(target, { spare: (path) => path.startsWith('/app/') });
    spared.cut();
    await expect(fetch(`${spared.url}/files`)).rejects.toThrow();
    expect((await fetch(`${spared.url}/app/`)).status).toBe(200);
    spared.mend();
    expect((await fetch(`${spared.url}/files`)).status).toBe(200);
    expect(spared.count('cut')).toBe(1);
    await spared.close();
  });

  it('cuts what is under way', async () => {
    proxy.plan = always(/files/, { kind: 'delay', ms: 60_000 });
    const pending = post();
    const failed = expect(pending).rejects.toThrow();
    await expect.poll(() => proxy.seen.length).toBe(1);
    proxy.cut();
    await failed;
  });

  it('resets when the server is gone, and finds it again at another address', async () => {
    proxy.target = 'http://127.0.0.1:1';
    await expect(post()).rejects.toThrow();
    proxy.target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await post()).status).toBe(200);
  });
});
