import { connect } from 'node:net';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type ConsoleChange,
  type LinesChange,
  type RunChange,
  parseLine,
  basicAuthorization,
} from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

interface LiveEvent {
  name: string;
  data: RunChange | LinesChange | ConsoleChange;
}

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

/** Listens as an EventSource does. */
async function listen(query: string) {
  const response = await fetch(`${server.url}/api/live?${query}`, {
    headers: { authorization: basicAuthorization(server.key) },
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const events: LiveEvent[] = [];
  let ended = false;
  const reading = (async () => {
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (name && data) events.push({ name, data: parseLine(data) as unknown as LiveEvent['data'] });
      }
    }
    ended = true;
  })();
  const named = (name: string) => events.filter((event) => event.name === name).map(({ data }) => data);
  return {
    runs: () => named('run') as RunChange[],
    lines: () => named('lines') as LinesChange[],
    console: () => named('console') as ConsoleChange[],
    reading,
    ended: () => ended,
    cancel: () => reader.cancel(),
  };
}
const send = (offset: number, content: string[], run = 'r', project = 'p') =>
  server.fileStream(project, run, { files: { 'wandb-history.jsonl': { offset, content } } });

test('new lines arrive with their numbers, and the run with its state', async () => {
  const live = await listen('entity=local&project=p&run=r');
  await send(0, ['{"loss":NaN,"_step":0}', '{"loss":0.5,"img":{"_type":"image-file"},"_step":1}']);
  await server.fileStream('p', 'r', { files: { 'wandb-summary.json': { offset: 0, content: ['{"loss":0.5}'] } } });
  await expect.poll(() => live.runs().length).toBe(1);
  expect(live.lines()).toEqual([
    {
      run: 'r',
      stream: 'history',
      lineCount: 2,
      lines: [0, 1],
      values: { loss: [NaN, 0.5], _step: [0, 1] },
      others: ['img'],
    },
  ]);
  expect(live.runs()[0]).toMatchObject({
    entity: 'local',
    project: 'p',
    run: 'r',
    state: 'running',
    lineCount: 2,
    summary: { loss: 0.5 },
  });
  await live.cancel();
});

test('many changes are gathered, and none is lost', async () => {
  const live = await listen('project=p');
  // The time for which changes are gathered passes when this test lets it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    for (let line = 0; line < 60; line++) await send(line, [`{"a":${line}}`]);
    expect([live.runs(), live.lines()]).toEqual([[], []]);
    await vi.advanceTimersByTimeAsync(250);
    await expect.poll(() => live.runs().map(({ lineCount }) => lineCount)).toEqual([60]);
  } finally {
    vi.useRealTimers();
  }
  expect(live.lines().flatMap(({ lines }) => lines)).toEqual(Array.from({ length: 60 }, (_, line) => line));
  await live.cancel();
});

test('too many lines to name are named by their count', async () => {
  const live = await listen('project=p');
  await send(
    0,
    Array.from({ length: 3000 }, () => '{"a":1}'),
  );
  await expect
    .poll(() => live.lines())
    .toEqual([{ run: 'r', stream: 'history', lineCount: 3000, lines: [], values: {}, others: [] }]);
  await live.cancel();
});

test('so do lines with too many fields; what keys without numbers they have is told', async () => {
  const live = await listen('project=p');
  const wide = (line: number, keys: number) =>
    JSON.stringify({
      text: 'x',
      ...Object.fromEntries(Array.from({ length: keys }, (_, key) => [`k${key + line * keys}`, 1])),
    });
  await send(
    0,
    Array.from({ length: 800 }, (_, line) => wide(line, 1)),
  );
  await expect
    .poll(() => live.lines())
    .toEqual([{ run: 'r', stream: 'history', lineCount: 800, lines: [], values: {}, others: ['text'] }]);
  await send(
    800,
    Array.from({ length: 100 }, () => wide(0, 1000)),
  );
  await expect.poll(() => live.lines().at(-1)?.lines.length).toBe(100);
  expect(Object.keys(live.lines()[1]!.values).length).toBe(1000);
  await live.cancel();
});

const print = (offset: number, content: string[]) =>
  server.fileStream('p', 'r', { files: { 'output.log': { offset, content } } });

test('whoever looks at one run hears of its console and its events, too; whoever looks at a project does not', async () => {
  const [one, all] = [await listen('project=p&run=r'), await listen('project=p')];
  await print(0, ['2026-11-24T05:43:29.976588 hello', 'ERROR 2026-11-24T05:43:30 no']);
  await server.fileStream('p', 'r', {
    files: { 'wandb-events.jsonl': { offset: 0, content: ['{"system.cpu":7,"_runtime":15}'] } },
  });
  await expect.poll(() => one.console().length > 0 && one.lines().length > 0).toBe(true);
  expect(one.console()[0]).toEqual({
    run: 'r',
    lineCount: 2,
    from: 0,
    lines: [
      { number: 0, text: 'hello', timestamp: '2026-11-24T05:43:29.976588', isError: false },
      { number: 1, text: 'no', timestamp: '2026-11-24T05:43:30', isError: true },
    ],
  });
  expect(one.lines()).toEqual([
    { run: 'r', stream: 'events', lineCount: 1, lines: [0], values: { 'system.cpu': [7], _runtime: [15] }, others: [] },
  ]);
  await print(1, ['written anew', '3']);
  await expect
    .poll(() => one.console().at(-1))
    .toMatchObject({ lineCount: 3, from: 1, lines: [{ text: 'written anew' }, { text: '3' }] });
  await print(
    3,
    Array.from({ length: 3000 }, () => 'x'),
  );
  await expect.poll(() => one.console().at(-1)).toEqual({ run: 'r', lineCount: 3003, from: 3, lines: [] });
  await print(3003, ['y'.repeat(300_000)]);
  await expect.poll(() => one.console().at(-1)).toEqual({ run: 'r', lineCount: 3004, from: 3003, lines: [] });
  await expect.poll(() => all.runs().length).toBeGreaterThan(0);
  expect([...all.console(), ...all.lines()]).toEqual([]);
  await one.cancel();
  await all.cancel();
});

test('a run is told of with its revision and its urgent alerts', async () => {
  const live = await listen('project=p');
  await send(0, ['{"a":1}']);
  await expect.poll(() => live.runs().length).toBe(1);
  expect(live.runs()[0]).toMatchObject({ urgent: null });
  await server.createRun('p', 'r', { config: '{"lr":{"value":1}}' });
  await expect.poll(() => live.runs().length).toBe(2);
  expect(live.runs()[1]!.revision).toBeGreaterThan(live.runs()[0]!.revision);
  await server.graphql(
    'mutation($input: NotifyScriptableRunAlertInput!) { notifyScriptableRunAlert(input: $input) { success } }',
    {
      input: { entityName: 'local', projectName: 'p', runName: 'r', title: 'NaN', text: '', severity: 'WARN' },
    },
  );
  await expect.poll(() => live.runs().at(-1)?.urgent).toMatchObject({ count: 1, level: 'WARN', title: 'NaN' });
  await live.cancel();
});

test('a listener hears of its own run and project only', async () => {
  await server.createRun('p', 'other');
  await server.createRun('q', 'r');
  const live = await listen('project=p&run=r');
  await send(0, ['{"a":1}'], 'other');
  await send(0, ['{"a":2}'], 'r', 'q');
  await send(0, ['{"a":3}']);
  await expect.poll(() => live.runs().length).toBe(1);
  expect(live.lines().map(({ values }) => values)).toEqual([{ a: [3] }]);
  await live.cancel();
});

test('the end of the server ends the stream', async () => {
  const live = await listen('project=p');
  await server.close();
  await live.reading;
  expect(live.ended()).toBe(true);
});

test('a project must be named', async () => {
  expect((await server.fetch('/api/live')).status).toBe(400);
});

test('a listener that does not read is let go, and the others hear on', async () => {
  const live = await listen('project=p');
  const idle = connect(server.port, '127.0.0.1').pause();
  idle.write(
    `GET /api/live?project=p HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: ${basicAuthorization(server.key)}\r\n\r\n`,
  );
  const closed = new Promise((done) => idle.once('close', done).once('error', done));
  const big = 'x'.repeat(5_000_000);
  let sent = 0;
  // The system buffers some megabytes before the server notices.
  for (; sent < 6; sent++) {
    await server.fileStream('p', 'r', {
      files: { 'wandb-summary.json': { offset: 0, content: [JSON.stringify({ big, sent })] } },
    });
    await expect.poll(() => live.runs().at(-1)?.summary['sent']).toBe(sent);
  }
  idle.resume();
  await closed;
  await live.cancel();
});

test('nesting that no stack can follow, from a server before it was refused, harms only itself', async () => {
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  await server.close();
  const database = new Database(join(server.data, 'spoor.db'));
  database.prepare('UPDATE runs SET summary = ?').run(deep);
  database.close();
  await using again = await startTestServer({ data: server.data });
  const stream = await again.fetch('/api/live?entity=local&project=p');
  await again.fileStream('p', 'r', { files: { 'wandb-history.jsonl': { offset: 0, content: ['{"_step":1}'] } } });
  await expect.poll(() => again.reported.length).toBe(1);
  const { status } = await again.fileStream('p', 'r', {
    files: { 'wandb-summary.json': { offset: 0, content: ['{"ok":1}'] } },
  });
  expect(status).toBe(200);
  await stream.body!.cancel();
});
