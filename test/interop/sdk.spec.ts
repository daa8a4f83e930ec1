import { execFile } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { parseRow } from '../../src/wire/index';
import { STREAM_FILES, SUMMARY_FILE } from '../../src/wire/wandb/index';
import { readFileStreamBody, type FileStreamBody } from '../../src/server/http/filestream-body';
import { readStored } from '../support/oracle';
import { startProxy } from '../support/proxy';
import { clients } from './clients';
import { test, type InteropServer } from './suite';

interface Sent {
  id: string;
  /** The file_stream requests, as they went over the wire. */
  requests: FileStreamBody[];
}

/** Runs the client's program through a proxy that reads along. */
async function log(server: InteropServer, ...args: string[]): Promise<Sent> {
  const bodies: Promise<string>[] = [];
  const proxy = await startProxy(server.url, {
    own: (request) => {
      if (request.url?.endsWith('/file_stream')) bodies.push(textOf(request));
      return false;
    },
  });
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [resolve('test/interop/programs/sdk.mjs'), ...args],
      {
        env: { PATH: process.env['PATH'], WANDB_BASE_URL: proxy.url, WANDB_API_KEY: server.key },
        timeout: 120_000,
      },
    );
    const { id } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { id: string };
    expect(proxy.seen.filter(({ status }) => status !== 200)).toEqual([]);
    return { id, requests: (await Promise.all(bodies)).map((body) => readFileStreamBody(JSON.parse(body))) };
  } finally {
    await proxy.close();
  }
}

/** Listens to what the proxy forwards. */
function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => done(Buffer.concat(chunks).toString()));
  });
}

/** What the requests come to, by line number. */
function linesOf({ requests }: Sent): string[] {
  const lines: string[] = [];
  for (const { files } of requests) {
    const { offset, content } = files?.[STREAM_FILES.history] ?? { offset: 0, content: [] };
    content.forEach((line, i) => (lines[offset + i] = line));
  }
  return lines;
}

describe(clients.sdk, () => {
  test('logs 20,000 rows: all that it sends is stored, and its run finishes', async ({ server }) => {
    const sent = await log(server, 'rows', '20000');
    const lines = linesOf(sent);
    // It may send fewer than it logs: its loss, not the server's.
    expect(lines.length).toBeGreaterThan(0);
    const stored = readStored(server.data, 'sdk', sent.id)!;
    expect(stored.lines).toEqual(lines.map((text, number) => ({ number, text })));
    expect(stored.state).toBe('finished');
    expect(stored.summary).toEqual(
      parseRow(sent.requests.findLast(({ files }) => files?.[SUMMARY_FILE])!.files![SUMMARY_FILE]!.content.at(-1)!),
    );
    expect(sent.requests.at(-1)).toMatchObject({ complete: true, exitcode: 0 });
  });

  test('logs config and values of every kind, and wandb.Api() reads them', async ({ server }) => {
    const sent = await log(server, 'values');
    const { result } = await server.python('sdk.py', { args: [sent.id] });
    expect(result).toEqual({
      config: { lr: 0.1, nested: { a: [1, null] } },
      state: 'finished',
      rows: [
        // The client writes null for what JSON lacks.
        {
          nan: null,
          up: null,
          text: 'ключ',
          yes: true,
          none: null,
          deep: { a: { b: [1, 'two'] } },
          'dots.and/slashes': 1,
          _step: 0,
        },
        { safe: Number.MAX_SAFE_INTEGER, third: 1 / 3, _step: 1 },
      ],
    });
  });
});
