import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basicAuthorization } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';
import { Logger, md5, put } from '../artifacts/log-artifact';
import { pageToken } from '../page-token';
import { upload, uploadUrl } from '../upload';

let server: TestServer;
let clock = Date.UTC(2026, 0, 1);
let id: string;
beforeEach(async () => {
  server = await startTestServer({ now: () => clock, maxFileBytes: 100_000, allowOrigins: ['https://app.example'] });
  id = await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const read = (name: string) => server.fetch(`/files/local/p/r/${name}`);
const stored = () => readdirSync(join(server.data, 'files'));

describe('an address for an upload', () => {
  test('is the permission: of a run file, and of content that it names', async () => {
    const bytes = new Uint8Array(randomBytes(50_000));
    expect((await upload(server, 'a.bin', bytes)).status).toBe(200);
    expect(new Uint8Array(await (await read('a.bin')).arrayBuffer())).toEqual(bytes);
    const logger = new Logger(server);
    const [url] = await logger.announce((await logger.begin('d')).id, [{ name: 'a', md5: md5('right') }]);
    const wrong = await put(url!, 'wrong');
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('was announced')]);
    expect((await put(url!, 'right')).status).toBe(200);
  });

  test('is worth nothing when it was changed, is too old, or is another permission', async () => {
    const url = await uploadUrl(server, 'a.txt');
    const [ticket, signature] = url.split('/uploads/')[1]!.split('.');
    const [run, , expiresAt] = JSON.parse(Buffer.from(ticket!, 'base64url').toString()) as [number, string, number];
    const forged = Buffer.from(JSON.stringify([run, 'b.txt', expiresAt])).toString('base64url');
    const token = await pageToken(server);
    for (const address of [
      `${forged}.${signature}`,
      `${ticket}.${signature}x`,
      `${ticket}.`,
      `${ticket}`,
      'x.y',
      token.replace('page.', ''),
    ])
      expect((await put(`${server.url}/uploads/${address}`, 'bad')).status, address).toBe(403);
    expect((await put(url, 'good')).status).toBe(200);
    clock += 25 * 3600_000;
    expect((await put(url, 'late')).status).toBe(403);
    expect(await (await read('a.txt')).text()).toBe('good');
  });

  test('of a run that is deleted leads nowhere', async () => {
    const url = await uploadUrl(server, 'c.txt');
    await server.graphql('mutation($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }', { id });
    expect((await put(url, 'orphan')).status).toBe(404);
    expect(stored()).toEqual([]);
  });

  test('may be used by a page of an allowed origin', async () => {
    const headers = { origin: 'https://app.example' };
    const response = await fetch(await uploadUrl(server, 'a.txt'), { method: 'PUT', body: 'x', headers });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });
});

describe('an upload leaves nothing behind', () => {
  test('that is too large', async () => {
    const response = await upload(server, 'big.bin', new Uint8Array(100_001));
    expect([response.status, await response.text()]).toEqual([
      413,
      expect.stringContaining('larger than 100000 bytes'),
    ]);
    expect(stored()).toEqual([]);
    expect((await read('big.bin')).status).toBe(404);
  });

  test('that breaks off', async () => {
    const half = request(await uploadUrl(server, 'half.bin'), {
      method: 'PUT',
      headers: { 'content-length': '90000', authorization: basicAuthorization(server.key) },
    });
    const broken = new Promise((done) => half.once('error', done));
    half.write(Buffer.alloc(1000));
    // It has begun to come in.
    await expect.poll(stored).toHaveLength(1);
    half.destroy(new Error('gone'));
    await broken;
    await expect.poll(stored).toEqual([]);
    expect((await read('half.bin')).status).toBe(404);
  });
});
