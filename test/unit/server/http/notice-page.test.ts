import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Env } from '../../../../src/server/http/env';
import { escapeHtml, isForPerson, noticePage } from '../../../../src/server/http/notice-page';

const app = new Hono<Env>().get('/', (c) => c.json(isForPerson(c)));

describe('an answer is for a person', () => {
  test.each<[Record<string, string>, boolean]>([
    [{ 'sec-fetch-dest': 'document' }, true],
    [{ 'sec-fetch-dest': 'iframe' }, true],
    [{ 'sec-fetch-dest': 'image', accept: 'text/html' }, false],
    [{ 'sec-fetch-dest': 'empty', accept: 'text/html' }, false],
    // Browsers that do not say what for.
    [{ accept: 'text/html,application/xhtml+xml;q=0.9' }, true],
    [{ accept: '*/*' }, false],
    [{}, false],
  ])('with the headers %j: %s', async (headers, expected) => {
    expect(await (await app.request('/', { headers })).json()).toBe(expected);
  });
});

test('a page says one thing, loads nothing from elsewhere, and is not kept', async () => {
  const page = noticePage(503, 'Not built', '<p>Build it.</p>', { 'Retry-After': '5' });
  expect(page.status).toBe(503);
  expect(await page.text()).toContain('<h1 style="font-size: 1.4em">Not built</h1>\n<p>Build it.</p>');
  expect(page.headers.get('retry-after')).toBe('5');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
});

test('a string cannot leave its place in HTML', () => {
  const text = `"><script>alert('&')</script>`;
  expect(escapeHtml(text)).not.toMatch(/[<>"']/);
  const unescaped = escapeHtml(text).replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  expect(unescaped).toBe(text);
});
