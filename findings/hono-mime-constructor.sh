#!/bin/sh
# Seen: hono 4.13.19, Node 20.20.
# getMimeType() looks the ending up in a plain object, so a file whose name ends in ".constructor" gets Object itself, a function, where the type says
# string or undefined; serveStatic() then answers with "Content-Type: function Object() { [native code] }". Endings of sounds that every browser plays
# (wav, ogg, flac) are missing in the table: undefined.
# Output: "function", "function Object() { [native code] }", "undefined undefined undefined".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hono@4.13.19 >/dev/null
cat >try.mjs <<'JS'
import { Hono } from 'hono';
import { serveStatic } from 'hono/serve-static';
import { getMimeType } from 'hono/utils/mime';
const app = new Hono();
app.get('*', serveStatic({ getContent: async () => 'x', join: (...parts) => parts.join('/') }));
const answer = await app.request('/x.constructor');
const lines = [
  typeof getMimeType('x.constructor'),
  answer.headers.get('content-type'),
  ['wav', 'ogg', 'flac'].map((ending) => String(getMimeType(`a.${ending}`))).join(' '),
];
console.log(lines.join('\n'));
if (lines.join() !== 'function,function Object() { [native code] },undefined undefined undefined') process.exit(1);
JS
node try.mjs
