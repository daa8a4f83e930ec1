import { afterEach, expect } from 'vitest';
import type { ForwardOptions } from '../../../../src/server/index';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../../src/backend/wandb/operations';
import { readStored } from '../../../support/oracle';
import { startProxy, type FaultProxy } from '../../../support/proxy';
import { startTestServer, type TestServer } from '../../../support/server';

export const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]();
});

export async function open<T extends AsyncDisposable>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  opened.push(started);
  return started;
}

interface Pair {
  upstream: TestServer;
  relay: TestServer;
  proxy: FaultProxy;
}

/** Two servers with a network between them; what the first has gets passed on to the second. */
export async function startPair(forward: Partial<ForwardOptions> = {}, data?: string): Promise<Pair> {
  const upstream = await open(startTestServer());
  const proxy = await startProxy(upstream.url);
  opened.push({ [Symbol.asyncDispose]: () => proxy.close() });
  const relay = await open(startRelay(upstream, proxy, forward, data));
  return { upstream, relay, proxy };
}

export const startRelay = (
  upstream: TestServer,
  proxy: FaultProxy,
  forward: Partial<ForwardOptions> = {},
  data?: string,
) =>
  startTestServer({
    forward: { to: proxy.url, key: () => upstream.key, ...forward },
    ...(data !== undefined && { data }),
  });

export const line = (step: number, more: object = {}) => JSON.stringify({ loss: 1 / (step + 1), _step: step, ...more });
export const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i));
export const history = (offset: number, content: string[]) => ({ 'wandb-history.jsonl': { offset, content } });
export const summary = (content: string) => ({ 'wandb-summary.json': { offset: 0, content: [content] } });
export const textsOf = (server: TestServer, run = 'r', entity = 'local') =>
  readStored(server.data, 'p', run, entity)?.lines.map(({ text }) => text);

export async function upload(server: TestServer, run: string, name: string, body: string): Promise<void> {
  const answer = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, {
    entity: 'local',
    project: 'p',
    run,
    files: [name],
  });
  await fetch(answer.data!.createRunFiles.files[0]!.uploadUrl!, { method: 'PUT', body });
}

export const eventually = (read: () => unknown, wanted: unknown) => expect.poll(read, { interval: 50 }).toEqual(wanted);

const RUN = `{ project(name: "p") { run(name: "r") {
  displayName config summaryMetrics notes tags group jobType state exitcode historyLineCount fileCount shouldStop forwarding { host url rows files problem }
} } }`;
type Answer = { project: { run: Record<string, unknown> & { forwarding: Record<string, unknown> | null } } | null };
export const runAt = async (server: TestServer) => (await server.graphql<Answer>(RUN)).data?.project?.run;
