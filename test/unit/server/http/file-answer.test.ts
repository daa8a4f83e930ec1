import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { upload } from '../upload';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterAll(() => server[Symbol.asyncDispose]());

const read = (name: string, headers: Record<string, string> = {}) =>
  server.fetch(`/files/local/p/r/${name.split('/').map(encodeURIComponent).join('/')}`, { headers });

describe('the content of a stranger', () => {
  test.each(['page.html', 'script.js', 'no-extension', 'x.png.html', 'X.HTML'])(
    'that could run in a browser is only ever downloaded: %s',
    async (name) => {
      await upload(server, name, '<script>alert(1)</script>');
      const { headers } = await read(name);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment/);
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );

  test('that is SVG may stand in an <img>, and is downloaded where it is opened by itself', async () => {
    await upload(server, 'image.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const { headers } = await read('image.svg');
    expect(headers.get('content-type')).toBe('image/svg+xml');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is shown where it is a picture, in a sandbox all the same', async () => {
    await upload(server, 'a.png', 'x');
    const { headers } = await read('a.png');
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-disposition')).toBe('inline');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  test('has a name that means the same to every reader of the header', async () => {
    const name = `a"; filename='evil' ünï.html`;
    await upload(server, `dir/${name}`, 'x');
    const [, encoded] = /^attachment;.*filename\*=UTF-8''([^;"]+)$/.exec(
      (await read(`dir/${name}`)).headers.get('content-disposition')!,
    )!;
    expect(decodeURIComponent(encoded!)).toBe(name);
  });
});

describe('a part of a file', () => {
  beforeAll(async () => void (await upload(server, 'a.txt', '0123456789')));

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
  ])('is given where it is asked for: %s', async (range, ...expected) => {
    const answer = await read('a.txt', { range });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual(expected);
    expect(answer.headers.get('content-length')).toBe(String(expected[1].length));
  });

  test('that lies beyond the end is refused, with the size', async () => {
    const answer = await read('a.txt', { range: 'bytes=10-' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  test.each(['bytes=4-2', 'lines=1-2', 'bytes=', 'bytes=-', 'bytes=a-b'])(
    'that is not understood is the whole: %s',
    async (range) => {
      const answer = await read('a.txt', { range });
      expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
    },
  );
});

test('a file that has not changed need not be sent again; one that has, must', async () => {
  await upload(server, 'b.txt', 'first');
  const etag = (await read('b.txt')).headers.get('etag')!;
  expect((await read('b.txt', { 'if-none-match': etag })).status).toBe(304);
  await upload(server, 'b.txt', 'changed');
  expect((await read('b.txt', { 'if-none-match': etag })).status).toBe(200);
});

test('an empty file is an answer, too', async () => {
  await upload(server, 'empty.txt', '');
  const answer = await read('empty.txt');
  expect([answer.status, await answer.text(), answer.headers.get('content-length')]).toEqual([200, '', '0']);
});
