#!/bin/sh
# Seen: hono 4.13.19, Node 20.20.
# 1. accepts() with supports ['br', 'gzip'] and the header of every browser, "gzip, deflate, br", answers "gzip": of equal weights the order of the client
#    decides, not that of `supports`. RFC 9110 gives the order of Accept-Encoding no meaning, so a server that prefers br never sends it. `match` helps.
# 2. compress() leaves HEAD out altogether: the answer to GET has Vary and Content-Encoding, that to HEAD neither, so a cache that is refreshed by HEAD
#    learns that the address does not vary.
# Output: "accepts: gzip", "GET Accept-Encoding gzip", "HEAD null null".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hono@4.13.19 >/dev/null
cat >try.mjs <<'JS'
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { compress } from 'hono/compress';
const app = new Hono();
app.get('/a', (c) => c.text(accepts(c, { header: 'Accept-Encoding', supports: ['br', 'gzip'], default: 'identity' })));
app.get('/b', compress(), (c) => c.text('x'.repeat(5000)));
const headers = { 'accept-encoding': 'gzip, deflate, br' };
const lines = [`accepts: ${await (await app.request('/a', { headers })).text()}`];
for (const method of ['GET', 'HEAD']) {
  const answer = await app.request('/b', { method, headers });
  lines.push(`${method} ${answer.headers.get('vary')} ${answer.headers.get('content-encoding')}`);
}
console.log(lines.join('\n'));
if (lines.join() !== 'accepts: gzip,GET Accept-Encoding gzip,HEAD null null') process.exit(1);
JS
node try.mjs
