import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
let clock = Date.now();
beforeEach(async () => {
  server = await startTestServer({ now: () => clock, maxFileBytes: 100_000, allowOrigins: ['https://app.example'] });
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const announce = async (...files: string[]) => {
  const answer = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, {
    entity: 'local',
    project: 'p',
    run: 'r',
    files,
  });
  return answer.data!.createRunFiles.files;
};
/** As W&B's clients do it: no credential. */
const put = (url: string, body: string | Uint8Array<ArrayBuffer>) => fetch(url, { method: 'PUT', body });
const upload = async (name: string, body: string | Uint8Array<ArrayBuffer>) =>
  put((await announce(name))[0]!.uploadUrl!, body);
const read = (name: string, headers?: Record<string, string>) =>
  server.fetch(
    `/files/local/p/r/${name.split('/').map(encodeURIComponent).join('/')}`,
    headers && { headers: { ...headers } },
  );
const list = async () => {
  const answer = await server.graphql<{
    project: {
      run: {
        fileCount: number;
        files: { edges: { node: { name: string; sizeBytes: number; md5: string; directUrl: string } }[] };
      };
    };
  }>(
    '{ project(name: "p") { run(name: "r") { fileCount files(first: 100) { edges { node { name sizeBytes md5 directUrl } } } } } }',
  );
  return answer.data!.project.run.files.edges.map(({ node }) => node);
};

describe('uploads', () => {
  test('one address for each name, and the bytes come back as they were', async () => {
    const files = await announce('a.png', 'dir/ünï cödé #1?.bin', 'empty.txt');
    expect(files.map(({ name }) => name)).toEqual(['a.png', 'dir/ünï cödé #1?.bin', 'empty.txt']);
    const bytes = new Uint8Array(randomBytes(50_000));
    expect((await put(files[1]!.uploadUrl!, bytes)).status).toBe(200);
    expect((await put(files[2]!.uploadUrl!, '')).status).toBe(200);
    expect(new Uint8Array(await (await read('dir/ünï cödé #1?.bin')).arrayBuffer())).toEqual(bytes);
    expect(await (await read('empty.txt')).text()).toBe('');
    expect((await read('a.png')).status).toBe(404);
    const [stored] = await list();
    expect(stored).toMatchObject({
      name: 'dir/ünï cödé #1?.bin',
      sizeBytes: 50_000,
      md5: createHash('md5').update(bytes).digest('base64'),
    });
    expect((await server.fetch(new URL(stored!.directUrl).pathname)).status).toBe(200);
  });

  test('deleted files are gone with their bytes, the others stay', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await upload(name, name);
    const answer = await server.graphql<{ project: { run: { files: { edges: { node: { id: string } }[] } } } }>(
      '{ project(name: "p") { run(name: "r") { files(names: ["a.txt", "c.txt"]) { edges { node { id } } } } } }',
    );
    const files = [...answer.data!.project.run.files.edges.map(({ node }) => node.id), 'bm9uc2Vuc2U=', 'RmlsZTo5OTk='];
    const remove = (token?: string) =>
      server.graphql(
        'mutation($files: [ID!]!) { deleteFiles(input: { files: $files, projectId: 1 }) { success } }',
        { files },
        token,
      );
    const response = await server.fetch('/api/page-token', { method: 'POST', body: '{"project":"p"}' });
    const { token } = (await response.json()) as { token: string };
    expect((await remove(token)).status).toBe(403);
    expect(await list()).toHaveLength(3);
    const bytes = () => readdirSync(join(server.data, 'files', '1'));
    expect(bytes()).toHaveLength(3);
    expect((await remove()).data).toEqual({ deleteFiles: { success: true } });
    expect((await list()).map(({ name }) => name)).toEqual(['b.txt']);
    expect(bytes()).toHaveLength(1);
    expect((await read('a.txt')).status).toBe(404);
    expect((await remove()).data).toEqual({ deleteFiles: { success: true } });
  });

  test('a second upload replaces the first', async () => {
    await upload('a.txt', 'one');
    await upload('a.txt', 'three');
    expect(await (await read('a.txt')).text()).toBe('three');
    expect(await list()).toHaveLength(1);
  });

  test('names are names and never paths', async () => {
    const names = [
      '../../escape.txt',
      '/etc/passwd',
      '..',
      'a/../../b',
      'C:\\x',
      '.unfinished-x',
      '\u0000',
      'x'.repeat(1024),
    ];
    for (const name of names) expect((await upload(name, name)).status, name).toBe(200);
    expect(readdirSync(server.data).sort()).toEqual(['files', 'id', 'key', 'secret', 'spoor.db', 'spoor.db-wal']);
    expect(readdirSync(join(server.data, 'files'))).toEqual(['1']);
    for (const file of readdirSync(join(server.data, 'files/1'))) expect(file).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a name with half a character is refused, and the others of later requests are not', async () => {
    const ask = (name: string) =>
      server.graphql(CREATE_RUN_FILES, { entity: 'local', project: 'p', run: 'r', files: ['a.txt', name] });
    for (const name of ['\ud83e', 'a/\udda5.png', '\udda5\ud83e']) {
      const { status, errors } = await ask(name);
      expect([status, errors?.[0]?.message]).toEqual([400, expect.stringContaining(JSON.stringify(name))]);
    }
    expect((await ask('🦥.png')).status).toBe(200);
    expect(server.reported).toEqual([]);
  });

  test('a ticket that was changed, is too old, or is for a deleted run is refused', async () => {
    const [file] = await announce('a.txt');
    const url = file!.uploadUrl!;
    const [ticket, signature] = url.split('/uploads/')[1]!.split('.');
    const [run, , expiresAt] = JSON.parse(Buffer.from(ticket!, 'base64url').toString()) as [number, string, number];
    const forged = Buffer.from(JSON.stringify([run, 'b.txt', expiresAt])).toString('base64url');
    for (const address of [`${forged}.${signature}`, `${ticket}.${signature}x`, `${ticket}.`, `${ticket}`, 'x.y']) {
      expect((await put(`${server.url}/uploads/${address}`, 'bad')).status, address).toBe(403);
    }
    expect((await put(url, 'good')).status).toBe(200);
    clock += 25 * 3600_000;
    expect((await put(url, 'late')).status).toBe(403);
    expect(await (await read('a.txt')).text()).toBe('good');
    const [fresh] = await announce('c.txt');
    await server.graphql('mutation { deleteRun(input: { id: "UnVuOjE=" }) { clientMutationId } }');
    expect((await put(fresh!.uploadUrl!, 'orphan')).status).toBe(404);
    expect(readdirSync(join(server.data, 'files'))).toEqual([]);
  });

  test('a file that is too large leaves nothing behind', async () => {
    const response = await upload('big.bin', new Uint8Array(100_001));
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('larger than 100000 bytes');
    expect(readdirSync(join(server.data, 'files'))).toEqual([]);
    expect(await list()).toEqual([]);
  });

  test('an upload that breaks off leaves nothing behind', async () => {
    const url = (await announce('half.bin'))[0]!.uploadUrl!;
    const abort = new AbortController();
    const body = new ReadableStream({
      async pull(controller) {
        controller.enqueue(new Uint8Array(1000));
        await new Promise((done) => setTimeout(done, 20));
        abort.abort();
      },
    });
    await expect(
      fetch(url, { method: 'PUT', body, duplex: 'half', signal: abort.signal } as RequestInit),
    ).rejects.toThrow();
    await expect.poll(() => readdirSync(join(server.data, 'files'))).toEqual([]);
    expect(await list()).toEqual([]);
  });

  test('of an allowed origin get the headers of CORS', async () => {
    const url = (await announce('a.txt'))[0]!.uploadUrl!;
    const response = await fetch(url, { method: 'PUT', body: 'x', headers: { origin: 'https://app.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });
});

describe('reading files', () => {
  test('what could run in a browser is only ever downloaded', async () => {
    for (const name of ['page.html', 'image.svg', 'script.js', 'no-extension', 'x.png.html']) {
      await upload(name, '<script>alert(1)</script>');
      const { headers } = await read(name);
      expect(headers.get('content-type'), name).toBe('application/octet-stream');
      expect(headers.get('content-disposition'), name).toMatch(/^attachment/);
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    await upload('a.png', 'x');
    const { headers } = await read('a.png');
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-disposition')).toBe('inline');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  test('parts can be read, and unchanged files need not be', async () => {
    await upload('a.txt', '0123456789');
    const part = async (range: string) => {
      const response = await read('a.txt', { range });
      return [response.status, await response.text(), response.headers.get('content-range')];
    };
    expect(await part('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await part('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await part('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await part('bytes=5-99')).toEqual([206, '56789', 'bytes 5-9/10']);
    expect((await part('bytes=10-'))[0]).toBe(416);
    expect((await part('bytes=4-2'))[0]).toBe(200);
    expect((await part('lines=1-2'))[0]).toBe(200);
    const etag = (await read('a.txt')).headers.get('etag')!;
    expect((await read('a.txt', { 'if-none-match': etag })).status).toBe(304);
    await upload('a.txt', 'changed');
    expect((await read('a.txt', { 'if-none-match': etag })).status).toBe(200);
  });
});

test('uploads that a crash cut short are removed at the next start', async () => {
  const data = mkdtempSync(join(tmpdir(), 'spoor-test-'));
  try {
    await (await startTestServer({ data })).close();
    writeFileSync(join(data, 'files/.unfinished-00000000-0000-4000-8000-000000000000'), 'half');
    await (await startTestServer({ data })).close();
    expect(readdirSync(join(data, 'files'))).toEqual([]);
  } finally {
    rmSync(data, { recursive: true });
  }
});
