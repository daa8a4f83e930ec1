import { expect, test } from 'vitest';
import { isShown, mimetypeOf, trustedMimetypeOf } from '../../../../src/server/files/mimetype';

test.each([
  ['a.png', 'image/png'],
  ['media/a.JPG', 'image/jpeg'],
  ['a.jpeg', 'image/jpeg'],
  ['a.gif', 'image/gif'],
  ['a.webp', 'image/webp'],
  ['a.avif', 'image/avif'],
  ['a.bmp', 'image/bmp'],
  ['a.wav', 'audio/wav'],
  ['a.mp3', 'audio/mpeg'],
  ['a.ogg', 'audio/ogg'],
  ['a.flac', 'audio/flac'],
  ['a.mp4', 'video/mp4'],
  ['a.webm', 'video/webm'],
])('a stranger’s %s may be shown', (name, type) => {
  expect(isShown(name)).toBe(true);
  expect(mimetypeOf(name)).toBe(type);
});

test.each([
  'a.svg',
  'a.SVG',
  'a.html',
  'a.htm',
  'a.xhtml',
  'a.xml',
  'a.js',
  'a.pdf',
  'a.ts',
  'a.png.svg',
  'a.constructor',
  'a.__proto__',
  'png',
  '.png',
  'a.',
  '',
])('%j is not shown', (name) => {
  expect(isShown(name)).toBe(false);
});

test.each(['a.svg', 'a.SVG', 'a.png.svg'])('a stranger’s %s may stand in an <img>', (name) => {
  expect(mimetypeOf(name)).toBe('image/svg+xml');
});

test.each(['a.html', 'a.xhtml', 'a.xml', 'a.js', 'a.pdf', 'a.constructor', ''])(
  'a stranger’s %j is only bytes',
  (name) => {
    expect(mimetypeOf(name)).toBe('application/octet-stream');
  },
);

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['main.mjs', 'text/javascript; charset=utf-8'],
  ['style.css', 'text/css; charset=utf-8'],
  ['a.json', 'application/json'],
  ['a.js.map', 'application/json'],
  ['app.webmanifest', 'application/manifest+json'],
  ['icon.svg', 'image/svg+xml; charset=utf-8'],
  ['favicon.ico', 'image/x-icon'],
  ['a.woff2', 'font/woff2'],
  ['net.wasm', 'application/wasm'],
  ['weights.bin', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
  ['LICENSE', 'application/octet-stream'],
])('our own %s is served as %s', (name, type) => {
  expect(trustedMimetypeOf(name)).toBe(type);
});
