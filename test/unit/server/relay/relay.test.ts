import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStored } from '../../../support/oracle';
import { startProxy } from '../../../support/proxy';
import { startTestServer } from '../../../support/server';
import {
  eventually,
  history,
  line,
  lines,
  open,
  opened,
  runAt,
  startPair,
  startRelay,
  summary,
  textsOf,
  upload,
} from './pair';

test('a run arrives whole: lines, summary, record, files, end', async () => {
  const { upstream, relay, proxy } = await startPair();
  const config = '{"seed":{"value":18446744073709551615},"lr":{"value":NaN},"_wandb":{"value":{"t":{"5":"0.30.0"}}}}';
  await relay.createRun('p', 'r', {
    displayName: 'fine run',
    config,
    notes: 'n',
    tags: ['a', 'b'],
    groupName: 'g',
    jobType: 'j',
  });
  await relay.fileStream('p', 'r', {
    files: { ...history(0, lines(0, 300)), ...summary('{"best":18446744073709551615}') },
  });
  await relay.fileStream('p', 'r', {
    files: {
      'wandb-events.jsonl': { offset: 0, content: ['{"cpu":1}'] },
      'output.log': { offset: 0, content: ['hello', 'world'] },
    },
  });
  await upload(relay, 'r', 'media/a b.txt', 'some text');
  await upload(relay, 'r', 'empty', '');
  await relay.fileStream('p', 'r', { complete: true, exitcode: 3 });

  await eventually(async () => (await runAt(upstream))?.['exitcode'], 3);
  expect(textsOf(upstream)).toEqual(lines(0, 300));
  expect(await runAt(upstream)).toEqual({
    ...(await runAt(relay)),
    forwarding: null,
  });
  expect((await runAt(upstream))!['config']).toBe(config);
  expect((await runAt(upstream))!['summaryMetrics']).toBe('{"best":18446744073709551615}');
  expect(await (await upstream.fetch('/files/local/p/r/media/a%20b.txt')).text()).toBe('some text');
  expect((await upstream.fetch('/files/local/p/r/empty')).headers.get('content-length')).toBe('0');
  const tails = 'query { project(name: "p") { run(name: "r") { eventsTail logLineCount } } }';
  expect(await upstream.graphql(tails)).toMatchObject({
    data: { project: { run: { eventsTail: '["{\\"cpu\\":1}"]', logLineCount: 2 } } },
  });
  expect((await runAt(relay))!.forwarding).toEqual({
    host: new URL(proxy.url).host,
    url: expect.stringMatching(/\/local\/p\/runs\/r$/) as string,
    rows: 300,
    files: 2,
    problem: null,
  });
});

test('what is written anew is passed on anew', async () => {
  const { upstream, relay } = await startPair();
  await relay.createRun('p', 'r');
  const output = (offset: number, content: string[]) =>
    relay.fileStream('p', 'r', { files: { 'output.log': { offset, content } } });
  const printed = async () => {
    const query = '{ project(name: "p") { run(name: "r") { logLines(first: 10) { edges { node { line } } } } } }';
    const answer = await upstream.graphql<{ project: { run: { logLines: { edges: { node: { line: string } }[] } } } }>(
      query,
    );
    return answer.data?.project?.run?.logLines.edges.map(({ node }) => node.line);
  };
  await output(0, ['start', '10 %']);
  await eventually(printed, ['start', '10 %']);
  await output(1, ['20 %', 'next']);
  await eventually(printed, ['start', '20 %', 'next']);
  await output(1, ['100 %']);
  await eventually(printed, ['start', '100 %', 'next']);

  await upload(relay, 'r', 'f', 'one');
  const read = async () => (await upstream.fetch('/files/local/p/r/f')).text();
  await eventually(read, 'one');
  await upload(relay, 'r', 'f', 'two');
  await eventually(read, 'two');
});

test('what comes behind a gap waits for what is missing, as long as the run lives', async () => {
  const { upstream, relay } = await startPair();
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: history(0, lines(0, 2)) });
  await eventually(() => textsOf(upstream), lines(0, 2));
  await relay.fileStream('p', 'r', { files: history(4, lines(4, 6)) });
  await upload(relay, 'r', 'f', 'later');
  await eventually(async () => (await runAt(upstream))?.['fileCount'], 1);
  expect(textsOf(upstream)).toEqual(lines(0, 2));
  await relay.fileStream('p', 'r', { files: history(2, lines(2, 4)) });
  await eventually(() => textsOf(upstream), lines(0, 6));

  await relay.fileStream('p', 'r', { files: history(8, lines(8, 9)) });
  await relay.fileStream('p', 'r', { complete: true, exitcode: 0 });
  await eventually(async () => (await runAt(upstream))?.['state'], 'finished');
  expect(readStored(upstream.data, 'p', 'r')!.lines.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 8]);
  await relay.fileStream('p', 'r', { files: history(6, lines(6, 8)) });
  await eventually(() => textsOf(upstream), lines(0, 9));
});

test('a change of the record, or of the summary alone, arrives, and a run that had ended has ended still', async () => {
  const { upstream, relay } = await startPair();
  const id = await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: { ...history(0, lines(0, 1)), ...summary('{"a":1}') } });
  await relay.fileStream('p', 'r', { files: summary('{"a":2}') });
  await eventually(async () => (await runAt(upstream))?.['summaryMetrics'], '{"a":2}');
  await relay.fileStream('p', 'r', { complete: true, exitcode: 0 });
  await eventually(async () => (await runAt(upstream))?.['state'], 'finished');
  await relay.graphql(
    'mutation($id: String) { upsertBucket(input: { id: $id, tags: ["late"], summaryMetrics: "{}" }) { inserted } }',
    {
      id,
    },
  );
  await eventually(
    async () => {
      const { tags, state, summaryMetrics } = (await runAt(upstream))!;
      return { tags, state, summaryMetrics };
    },
    { tags: ['late'], state: 'finished', summaryMetrics: '{}' },
  );
});

test('a run that goes on after its end goes on there, and ends again', async () => {
  const { upstream, relay } = await startPair();
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: history(0, lines(0, 2)), complete: true, exitcode: 1 });
  await eventually(async () => (await runAt(upstream))?.['exitcode'], 1);
  await relay.createRun('p', 'r');
  await eventually(async () => (await runAt(upstream))?.['state'], 'running');
  await relay.fileStream('p', 'r', { files: history(2, lines(2, 4)), complete: true, exitcode: 0 });
  await eventually(async () => (await runAt(upstream))?.['state'], 'finished');
  expect(textsOf(upstream)).toEqual(lines(0, 4));
});

test('rows that somebody else has written there are left alone, and it is said', async () => {
  const { upstream, relay } = await startPair();
  await upstream.createRun('p', 'r');
  await upstream.fileStream('p', 'r', { files: history(0, ['{"theirs":1}']) });
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: history(0, lines(0, 3)) });
  await relay.createRun('p', 'other');
  await relay.fileStream('p', 'other', { files: history(0, lines(0, 3)) });
  await eventually(() => textsOf(upstream, 'other'), lines(0, 3));
  await eventually(
    async () => (await runAt(relay))!.forwarding?.['problem'],
    expect.stringContaining('already, with rows that did not come from here'),
  );
  expect(textsOf(upstream)).toEqual(['{"theirs":1}']);
  expect(relay.reported.filter((said) => said.includes('local/p/r'))).toHaveLength(1);
});

test('two runs with one name there: the first has it', async () => {
  const { upstream, relay } = await startPair({ entity: 'team' });
  const send = (entity: string, offset: number) =>
    relay.fetch(`/files/${entity}/p/r/file_stream`, {
      method: 'POST',
      body: JSON.stringify({ files: history(offset, [`{"by":"${entity}"}`]) }),
    });
  await relay.createRun('p', 'r', { entityName: 'alice' });
  await eventually(() => textsOf(upstream, 'r', 'team'), []);
  await relay.createRun('p', 'r', { entityName: 'bob' });
  await send('bob', 0);
  await eventually(
    () => relay.reported.at(-1),
    expect.stringContaining('bob/p/r: The run alice/p/r of this server has the same'),
  );
  await send('alice', 0);
  await eventually(() => textsOf(upstream, 'r', 'team'), ['{"by":"alice"}']);
});

test('a run that was deleted there while it lives is sent again, whole', async () => {
  const { upstream, relay } = await startPair();
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: history(0, lines(0, 3)) });
  await upload(relay, 'r', 'f', 'bytes');
  await eventually(async () => (await runAt(upstream))?.['fileCount'], 1);
  const { data } = await upstream.graphql<{ project: { run: { id: string } } }>(
    '{ project(name: "p") { run(name: "r") { id } } }',
  );
  await upstream.graphql('mutation($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }', {
    id: data!.project.run.id,
  });
  await relay.fileStream('p', 'r', { files: history(3, lines(3, 5)) });
  await eventually(() => textsOf(upstream), lines(0, 5));
  await eventually(async () => (await runAt(upstream))?.['fileCount'], 1);
});

test('a stop asked for there reaches the page', async () => {
  const { upstream, relay } = await startPair();
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: history(0, lines(0, 1)) });
  await eventually(() => textsOf(upstream), lines(0, 1));
  const { data } = await upstream.graphql<{ project: { run: { id: string } } }>(
    '{ project(name: "p") { run(name: "r") { id } } }',
  );
  await upstream.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', {
    id: data!.project.run.id,
  });
  let step = 1;
  await eventually(async () => (await relay.fileStream('p', 'r', { files: history(step, [line(step++)]) })).json(), {
    stopped: true,
  });
});

test('what was stored before runs were forwarded: those that had not ended; with `all`, the others too', async () => {
  const data = mkdtempSync(join(tmpdir(), 'spoor-relay-'));
  opened.push({ [Symbol.asyncDispose]: async () => rmSync(data, { recursive: true }) });
  {
    await using before = await startTestServer({ data });
    for (const run of ['ended', 'open']) {
      await before.createRun('p', run);
      await before.fileStream('p', run, { files: history(0, lines(0, 3)) });
    }
    await before.fileStream('p', 'ended', { complete: true, exitcode: 0 });
  }
  const upstream = await open(startTestServer());
  const proxy = await startProxy(upstream.url);
  opened.push({ [Symbol.asyncDispose]: () => proxy.close() });
  {
    await using first = await startRelay(upstream, proxy, {}, data);
    await eventually(() => textsOf(upstream, 'open'), lines(0, 3));
    expect(textsOf(upstream, 'ended')).toBeUndefined();
    expect(first.reported).toEqual([expect.stringContaining('is online')]);
  }
  {
    // Without the option once more: what comes in meanwhile is owed.
    await using between = await startTestServer({ data });
    await between.fileStream('p', 'open', { files: history(3, lines(3, 5)), complete: true, exitcode: 0 });
    await between.createRun('p', 'short');
    await between.fileStream('p', 'short', { files: history(0, lines(0, 1)), complete: true, exitcode: 0 });
  }
  {
    await using _again = await startRelay(upstream, proxy, {}, data);
    await eventually(() => textsOf(upstream, 'open'), lines(0, 5));
    await eventually(() => textsOf(upstream, 'short'), lines(0, 1));
    expect(textsOf(upstream, 'ended')).toBeUndefined();
  }
  await using _all = await startRelay(upstream, proxy, { all: true }, data);
  await eventually(() => textsOf(upstream, 'ended'), lines(0, 3));
});
