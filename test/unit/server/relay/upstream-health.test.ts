import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startTestServer } from '../../../support/server';
import { eventually, history, line, lines, opened, runAt, startPair, textsOf } from './pair';

test('the link is told of when it changes, and not for each request', async () => {
  const { upstream, relay, proxy } = await startPair();
  await relay.createRun('p', 'r');
  await eventually(() => relay.reported.length, 1);
  proxy.cut();
  for (let step = 0; step < 10; step++) await relay.fileStream('p', 'r', { files: history(step, [line(step)]) });
  await eventually(() => relay.reported.length, 2);
  expect((await runAt(relay))!.forwarding?.['problem']).toContain('There is no proper answer from');
  proxy.mend();
  await eventually(() => textsOf(upstream), lines(0, 10));
  expect(relay.reported.map((said) => / is (\w+)/.exec(said)![1])).toEqual(['online', 'waiting', 'online']);
});

test('a wrong key is said once, and runs are stored', async () => {
  const { upstream, relay, proxy } = await startPair({ key: () => 'x'.repeat(40) });
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: history(0, lines(0, 3)) });
  await eventually(() => relay.reported, [expect.stringMatching(/ is refused: .* does not accept the key/)]);
  expect(textsOf(relay)).toEqual(lines(0, 3));
  expect(textsOf(upstream)).toBeUndefined();
  expect(proxy.seen.filter(({ path }) => path !== '/graphql')).toEqual([]);
  expect((await runAt(relay))!.forwarding).toMatchObject({
    url: null,
    rows: 0,
    problem: expect.stringContaining('does not accept the key') as string,
  });
});

test('the key goes to no other host', async () => {
  const { upstream, relay, proxy } = await startPair();
  const heard: IncomingHttpHeaders[] = [];
  const elsewhere = createServer((request, response) => {
    heard.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"viewer":{}}}');
  }).listen(0, '127.0.0.1');
  opened.push({ [Symbol.asyncDispose]: async () => void elsewhere.close() });
  await eventually(() => relay.reported.length, 1);
  const to = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  proxy.plan = () => ({ kind: 'answer', status: 307, headers: { location: to } });
  await relay.createRun('p', 'r');
  await eventually(() => heard.length > 0, true);
  expect(heard.map(({ authorization }) => authorization)).toEqual(heard.map(() => undefined));
  expect(JSON.stringify(heard)).not.toContain(upstream.key);
});

test('a server does not forward to itself, and leaves nothing open', async () => {
  const first = await startTestServer();
  const { port, data } = first;
  await first.close();
  const forward = { to: `http://localhost:${port}`, key: () => first.key };
  await expect(startTestServer({ port, data, forward })).rejects.toMatchObject({ code: 'bad-option' });
  await expect(
    startTestServer({ port, data, forward: { ...forward, to: 'https://lab.example', key: () => ' ' } }),
  ).rejects.toThrow('is empty');
  await first[Symbol.asyncDispose]();
  const again = await startTestServer({ port });
  await again[Symbol.asyncDispose]();
});
