import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import { basicAuthorization } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const ADDRESS = '/api/runs/local/p/r/wandb';

async function upload(files: Record<string, string | Uint8Array<ArrayBuffer>>): Promise<void> {
  const names = Object.keys(files);
  const answer = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, {
    entity: 'local',
    project: 'p',
    run: 'r',
    files: names,
  });
  for (const { name, uploadUrl } of answer.data!.createRunFiles.files)
    await fetch(uploadUrl!, { method: 'PUT', body: files[name]! });
}

/** What a ZIP archive holds, by its directory; its checksums are verified. */
function entriesIn(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06'));
  const entries = new Map<string, Buffer>();
  for (let at = archive.readUInt32LE(end + 16), left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameLength, extraLength] = [
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
      archive.readUInt16LE(at + 30),
    ];
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString();
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    expect(archive.readUInt32LE(at + 16)).toBe(crc32(content));
    entries.set(name, content);
    at += 46 + nameLength + extraLength;
  }
  return entries;
}

async function download(): Promise<Map<string, Buffer>> {
  const response = await server.fetch(`${ADDRESS}.zip`);
  expect(response.status).toBe(200);
  return entriesIn(Buffer.from(await response.arrayBuffer()));
}

describe('the archive of a run', () => {
  test('has the log and the files in one folder', async () => {
    await upload({ 'a.txt': 'text', 'media/images/ü.png': 'png', empty: '' });
    const entries = await download();
    const [log, ...files] = entries.keys();
    const folder = log!.slice(0, log!.indexOf('/'));
    expect(folder).toMatch(/^offline-run-\d{8}_\d{6}-r$/);
    expect(log).toBe(`${folder}/run-r.wandb`);
    expect(files).toEqual([`${folder}/files/a.txt`, `${folder}/files/media/images/ü.png`, `${folder}/files/empty`]);
    expect(entries.get(`${folder}/files/a.txt`)!.toString()).toBe('text');
  });

  test('keeps hostile names within the folder, in the log too', async () => {
    const hostile = [
      '../../../etc/cron.d/x',
      '/root/.ssh/authorized_keys',
      '..\\..\\evil.bat',
      'C:\\evil.bat',
      'a',
      'a/b',
      'a//b',
      `${'n'.repeat(900)}.png`,
    ];
    await upload(Object.fromEntries(hostile.map((name) => [name, name])));
    const entries = await download();
    expect([...entries].slice(1).map(([, content]) => content.toString())).toEqual(hostile);
    const paths = [...entries.keys()].slice(1).map((path) => path.replace(/^[^/]+\/files\//, ''));
    const log = [...entries.values()][0]!;
    for (const path of paths) {
      expect(path).not.toMatch(/\\|^\/|^[a-z]:|(^|\/)\.{0,2}(\/|$)/i);
      expect(log.includes(path)).toBe(true);
    }
    expect(new Set(paths).size).toBe(hostile.length);
    expect(paths.filter((path) => paths.some((other) => other.startsWith(`${path}/`)))).toEqual([]);
  });

  test('is for the owner, and for runs that exist', async () => {
    const { token } = (await (
      await server.fetch('/api/page-token', { method: 'POST', body: '{"project":"p"}' })
    ).json()) as {
      token: string;
    };
    for (const path of ['.zip', '', '/log', '/file?name=a']) {
      expect((await fetch(server.url + ADDRESS + path)).status).toBe(401);
      expect((await server.fetch(ADDRESS + path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
      expect((await server.fetch(`/api/runs/local/p/none/wandb${path}`)).status).toBe(404);
    }
    expect((await server.fetch(`${ADDRESS}/file?name=..%2F..%2Fkey`)).status).toBe(404);
  });

  test.skipIf(process.platform !== 'linux')('lets go of files when its reader goes away', async () => {
    await upload({ big: new Uint8Array(20_000_000) });
    const request = get(`${server.url}${ADDRESS}.zip`, { headers: { authorization: basicAuthorization(server.key) } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    for (let received = 0; received < 100_000;) received += ((await once(response, 'data')) as [Buffer])[0].length;
    expect(openFiles()).toHaveLength(1);
    request.destroy();
    await expect.poll(openFiles).toEqual([]);
    expect(server.reported).toEqual([]);
  });
});

/** The run files that this process has open (Linux says it). */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((number) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${number}`);
      return path.startsWith(`${server.data}/files/`) ? [path] : [];
    } catch {
      return [];
    }
  });
}

describe('a log', () => {
  test('is made of whatever config and lines a stranger has sent', async () => {
    const deep = `${'{"a":'.repeat(990)}1${'}'.repeat(990)}`;
    await server.createRun('p', 'odd', {
      config: `{"x":${deep},"value":{"value":{"value":1}},"_wandb":{"value":{"t":{"1":"no list","4":5,"3":[1,-1,0,1e9,"2",null],"9":[]},"m":[5,null,{"1":7,"5":99,"6":{},"8":"1"},{"1":"ok","5":-1}]}}}`,
    });
    const lines = [
      '{}',
      '',
      'null',
      '[]',
      '{"a":',
      deep,
      '{"__proto__":1,"constructor":2}',
      '{"_timestamp":"x","_runtime":{}}',
      '{"_timestamp":1e300,"_runtime":-5}',
    ];
    const response = await server.fileStream('p', 'odd', {
      files: {
        'wandb-history.jsonl': { offset: 0, content: lines },
        'wandb-events.jsonl': { offset: 0, content: lines },
        'output.log': { offset: 0, content: lines },
      },
    });
    expect(response.status).toBe(200);
    const log = await server.fetch('/api/runs/local/p/odd/wandb/log');
    expect((await log.arrayBuffer()).byteLength).toBeGreaterThan(deep.length * 2);
    expect(server.reported).toEqual([]);
  });
});
