import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const DASHBOARD = resolve('src/dashboard');
const views = readdirSync(DASHBOARD, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.startsWith(join('source', 'http')),
);
const read = (name: string) => readFileSync(join(DASHBOARD, name), 'utf8');

/** What only the source that asks a server by HTTP may name: its ways to ask, and the server's addresses. */
const HTTP = /(?<!#)\b(fetch\(|EventSource|XMLHttpRequest|WebSocket|sendBeacon)|['"`]\/(api|graphql|files)\b/;

it('is only what starts the dashboard that knows which source it asks', () => {
  expect(views.length).toBeGreaterThan(70);
  expect(views.filter((name) => read(name).includes('source/http'))).toEqual(['main.tsx']);
});

it('knows no address of a server outside of its source over HTTP', () => {
  expect(views.filter((name) => HTTP.test(read(name)))).toEqual([]);
});

it.each(["await fetch('x')", 'new EventSource(url)', 'href={`/api/runs/${run}`}', "src='/files/a'"])(
  'would see %s in a view',
  (text) => {
    expect(text).toMatch(HTTP);
  },
);
