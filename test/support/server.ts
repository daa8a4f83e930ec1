import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer, type ServerOptions } from '../../src/server/index';
import { basicAuthorization, fileStreamPath, type FileStreamRequest } from '../../src/wire/index';
import type { GraphqlAnswer } from '../../src/wire/index';

/** A server in this process, from the sources, with a data folder of its own unless `data` is given. */
export interface TestServer extends RunningServer {
  data: string;
  /** A request with the owner's key, unless `init` brings other credentials. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  graphql<T = Record<string, never>>(
    query: string,
    variables?: object,
    token?: string,
  ): Promise<GraphqlAnswer<T> & { status: number }>;
  fileStream(project: string, run: string, request: FileStreamRequest, token?: string): Promise<Response>;
  /** Creates a run of the entity "local" and returns its opaque id. */
  createRun(project: string, run: string, fields?: object): Promise<string>;
  /** What the server reported on its log. */
  reported: string[];
  /** Closes the server and removes the data folder that was made for it. */
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startTestServer(options: ServerOptions = {}): Promise<TestServer> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'spoor-test-'));
  const reported: string[] = [];
  const server = await startServer({ port: 0, report: (line) => void reported.push(line), ...options, data });

  const send: TestServer['fetch'] = (path, init = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization') && !headers.has('cookie'))
      headers.set('authorization', basicAuthorization(server.key));
    return fetch(server.url + path, { redirect: 'manual', ...init, headers });
  };
  const post = (path: string, body: unknown, token = server.key) =>
    send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', authorization: basicAuthorization(token) },
    });
  const graphql = graphqlOf(server.url, server.key);

  return {
    ...server,
    data,
    reported,
    fetch: send,
    graphql,
    fileStream: (project, run, request, token) => post(`/${fileStreamPath('local', project, run)}`, request, token),
    async createRun(project, run, fields = {}) {
      const answer = await graphql<{ upsertBucket: { bucket: { id: string } } }>(
        'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }',
        { input: { name: run, modelName: project, ...fields } },
      );
      if (!answer.data) throw new Error(answer.errors?.[0]?.message);
      return answer.data.upsertBucket.bucket.id;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      if (options.data === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** What asks a server with the owner's key, unless another one is given. */
export function graphqlOf(url: string, key: string): TestServer['graphql'] {
  return async (query, variables, token = key) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', authorization: basicAuthorization(token) },
    });
    return { status: response.status, ...((await response.json()) as GraphqlAnswer<never>) };
  };
}

/** How the built command is started. */
export interface SpawnOptions {
  /** Default 0: a free one. */
  port?: number;
  data: string;
  app?: string;
  allowOrigins?: string[];
  publicUrl?: string;
  host?: string;
  /** Where runs are passed on to; the key goes into the environment. */
  forward?: { to: string; key: string };
}

/** The built command, in a process of its own. */
export interface SpawnedServer {
  url: string;
  key: string;
  loginUrl: string;
  /** What it has printed so far, on both streams. */
  output(): string;
  /** Sends a signal and waits for the end. Returns the exit code, null after a signal that it did not handle. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it gracefully; does nothing when it has ended. */
  stop(): Promise<number | null>;
}

const COMMAND = join(import.meta.dirname, '../../dist/command.js');
const START_DEADLINE_MS = 15_000;

/** Starts `dist/command.js serve` (build it first) and waits for the address that it prints. */
export async function spawnServer({
  port = 0,
  data,
  app,
  host,
  publicUrl,
  forward,
  allowOrigins = [],
}: SpawnOptions): Promise<SpawnedServer> {
  const flags = [
    '--port',
    String(port),
    '--data',
    data,
    ...allowOrigins.flatMap((origin) => ['--allow-origin', origin]),
  ];
  if (app !== undefined) flags.push('--app', app);
  if (host !== undefined) flags.push('--host', host);
  if (publicUrl !== undefined) flags.push('--public-url', publicUrl);
  if (forward) flags.push('--forward-to', forward.to);
  const env = { ...process.env, ...(forward && { SPOOR_FORWARD_KEY: forward.key }) };
  const child = spawn(process.execPath, [COMMAND, 'serve', ...flags], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));

  const loginUrl = await new Promise<string>((found, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`The server printed no address within ${START_DEADLINE_MS} ms:\n${output}`));
    }, START_DEADLINE_MS);
    const read = (bytes: Buffer) => {
      output += String(bytes);
      const [address] = /https?:\/\/\S+\?token=\S+/.exec(output) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      found(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((code) => {
      clearTimeout(timer);
      fail(new Error(`The server ended with code ${code}:\n${output}`));
    });
  });

  const address = new URL(loginUrl);
  const kill = (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal);
    return ended;
  };
  return {
    url: address.origin,
    key: address.searchParams.get('token')!,
    loginUrl,
    output: () => output,
    kill,
    stop: () => kill('SIGTERM'),
  };
}

/** A port that nobody has, for what must know it before it listens. */
export async function freePort(): Promise<number> {
  const holder = createServer();
  await new Promise<void>((listening) => holder.listen(0, '127.0.0.1', listening));
  const { port } = holder.address() as AddressInfo;
  await new Promise((closed) => holder.close(closed));
  return port;
}
