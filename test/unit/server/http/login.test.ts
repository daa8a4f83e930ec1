import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localPath } from '../../../../src/server/http/login';
import { startTestServer, type TestServer } from '../../../support/server';

let clock = Date.now();
let server: TestServer;
beforeEach(async () => void (server = await startTestServer({ now: () => clock })));
afterEach(() => server[Symbol.asyncDispose]());

const PERSON = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };

const logIn = (fields: Record<string, string>, headers: Record<string, string> = { origin: server.url }) =>
  fetch(`${server.url}/api/login`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { ...PERSON, ...headers },
    redirect: 'manual',
  });

describe('the form for the key', () => {
  test('is on every page of who is not logged in, and only there may a form send', async () => {
    for (const path of ['/', '/local/p', '/local/p/runs/r?x=1']) {
      const response = await fetch(server.url + path, { headers: PERSON });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-security-policy')).toContain("form-action 'self'");
      const html = await response.text();
      expect(html).toMatch(/<label for="key">[^<]+<\/label>[\s\S]*<input id="key" name="key" type="password"/);
      expect(html).toContain(`name="to" value="${path}"`);
    }
  });

  test('logs in who gives the key, and leads to where they were', async () => {
    const response = await logIn({ key: ` ${server.key}\n`, to: '/local/p?x=1' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/local/p?x=1']);
    const cookie = response.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
    expect(cookie).not.toMatch(/Secure/);
    expect(cookie).not.toContain(server.key);
    const answer = await server.fetch('/graphql', {
      method: 'POST',
      body: '{"query":"{ viewer { entity } }"}',
      headers: { cookie: cookie.split(';')[0]!, origin: server.url },
    });
    expect(answer.status).toBe(200);
  });

  test('says that a key is wrong, and keeps the way', async () => {
    for (const key of ['', 'x', '0'.repeat(40), server.key.slice(1), 'é'.repeat(40)]) {
      const response = await logIn({ key, to: '/local/p' });
      expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null]);
      const html = await response.text();
      expect(html).toContain('role="alert"');
      expect(html).toContain('name="to" value="/local/p"');
    }
  });

  test('logs in nobody from elsewhere', async () => {
    for (const headers of [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `http://localhost:${server.port}` },
    ]) {
      const response = await logIn({ key: server.key }, headers as Record<string, string>);
      expect([response.status, response.headers.get('set-cookie')], JSON.stringify(headers)).toEqual([403, null]);
    }
    await using open = await startTestServer({ allowOrigins: ['https://app.example', 'null'] });
    for (const origin of ['https://app.example', 'null']) {
      const response = await fetch(`${open.url}/api/login`, {
        method: 'POST',
        body: `key=${open.key}`,
        headers: { origin },
      });
      expect([response.status, response.headers.get('set-cookie')], origin).toEqual([403, null]);
    }
  });

  test('bounds how often wrong keys are tried, in the address too, and not for ever', async () => {
    for (let time = 0; time < 10; time++) expect((await logIn({ key: `wrong${time}` })).status).toBe(401);
    const late = await logIn({ key: 'wrong' });
    expect([late.status, Number(late.headers.get('retry-after'))]).toEqual([429, 60]);
    expect((await fetch(`${server.url}/?token=wrong`)).status).toBe(429);
    clock += 60_000;
    expect((await logIn({ key: 'wrong' })).status).toBe(401);
  });

  test('locks the owner out by nothing that another page makes the browser send', async () => {
    const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    for (let time = 0; time < 20; time++) await fetch(`${server.url}/?token=wrong`, { headers: image });
    expect((await logIn({ key: server.key })).status).toBe(303);
    expect((await fetch(server.loginUrl, { headers: PERSON, redirect: 'manual' })).status).toBe(302);
  });

  test('takes no long body', async () => {
    expect((await logIn({ key: 'x'.repeat(20_000) })).status).toBe(413);
  });

  test('shows nothing that an address made up', async () => {
    const html = await (await fetch(`${server.url}/"><script>alert(1)</script>/p?a="'<b>`, { headers: PERSON })).text();
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
  });
});

describe('where a login leads', () => {
  test.each([
    ['/', '/'],
    ['/local/p/runs/r?x=1', '/local/p/runs/r?x=1'],
    ['/local/a%20b', '/local/a%20b'],
    ['//evil.example/x', '/'],
    ['/\\evil.example/x', '/'],
    ['/.//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['http://spoor.invalid//evil.example', '/'],
    ['', '/'],
  ])('%j: %s', (given, path) => expect(localPath(given)).toBe(path));

  test('is never another site, by the address with the key either', async () => {
    for (const path of [
      '//evil.example/p',
      '//evil.example/p/',
      '/\\evil.example/p',
      '/%5Cevil.example/p',
      '/.//evil.example/p',
    ]) {
      const response = await fetch(`${server.url}${path}?token=${server.key}`, { redirect: 'manual' });
      const to = response.headers.get('location');
      if (to !== null) expect(new URL(to, server.url).origin, path).toBe(server.url);
    }
  });
});

test('a program that is not logged in gets JSON, a person a page', async () => {
  const program = await fetch(`${server.url}/local/p`, { headers: { accept: 'application/json' } });
  expect([program.status, program.headers.get('content-type')]).toEqual([401, 'application/json']);
  expect(await program.json()).toEqual({ errors: [{ message: expect.stringContaining('`spoor serve` printed') }] });
  const person = await fetch(`${server.url}/local/p`, { headers: { accept: 'text/html,*/*;q=0.8' } });
  expect([person.status, person.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
});
