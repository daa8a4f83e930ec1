import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlertMessage } from '../../../../src/server/alert-webhook/message';
import { startTestServer, type TestServer } from '../../../support/server';

/** A chat that answers each message with the next of these statuses, and the last of them from then on. */
async function openChat(...statuses: number[]) {
  const got: { request: IncomingMessage; message: AlertMessage }[] = [];
  const http = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      got.push({ request, message: JSON.parse(body) as AlertMessage });
      const status = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
      response.writeHead(status, status === 429 ? { 'retry-after': '1' } : { location: '/elsewhere' }).end('ok');
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/services/secret`,
    host: `127.0.0.1:${port}`,
    got,
    titles: () => got.map(({ message }) => message.title),
    close: () => http.close().closeAllConnections(),
  };
}

let chat: Awaited<ReturnType<typeof openChat>>;
let server: TestServer;
let data: string;
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'spoor-test-'))));
afterEach(async () => {
  await server.close();
  chat.close();
  rmSync(data, { recursive: true, force: true });
});

const WAITS = [10, 20, 30];
const start = async (waits: number[] = WAITS, now: () => number = Date.now) => {
  server = await startTestServer({ data, now, alertWebhook: { url: chat.url, waits } });
};
const alert = (fields: object = {}) =>
  server.graphql(
    'mutation($input: NotifyScriptableRunAlertInput!) { notifyScriptableRunAlert(input: $input) { success } }',
    {
      input: {
        entityName: 'local',
        projectName: 'p',
        runName: 'r',
        title: 't',
        text: 'x',
        severity: 'WARN',
        ...fields,
      },
    },
  );

test('an alert is posted, with all that is known of it', async () => {
  chat = await openChat(200);
  await start(WAITS, () => Date.UTC(2026, 0, 1));
  await server.createRun('p', 'r', { displayName: 'first try' });
  expect(await alert({ title: 'loss', text: '<!channel> is NaN & more', severity: 'ERROR' })).toMatchObject({
    status: 200,
  });
  await expect.poll(() => chat.got.length).toBe(1);
  const { request, message } = chat.got[0]!;
  expect(request.method).toBe('POST');
  expect(request.headers['content-type']).toBe('application/json');
  const url = `${server.url}/local/p/runs/r`;
  expect(message).toEqual({
    text: `ERROR: loss\n&lt;!channel&gt; is NaN &amp; more\nfirst try (local/p)\n${url}`,
    level: 'ERROR',
    title: 'loss',
    body: '<!channel> is NaN & more',
    run: 'r',
    runName: 'first try',
    project: 'p',
    entity: 'local',
    url,
    createdAt: '2026-01-01T00:00:00.000Z',
  });
  expect(server.reported).toEqual([]);
});

test('a chat that fails at first gets it later, once, and the log says so without the secret', async () => {
  chat = await openChat(500, 302, 200);
  await start();
  await server.createRun('p', 'r');
  await alert();
  await expect.poll(() => server.reported.length).toBe(2);
  expect(chat.titles()).toEqual(['t', 't', 't']);
  // A redirect is a failure, not a way to another address.
  expect(chat.got.map(({ request }) => request.url)).toEqual(Array.from({ length: 3 }, () => '/services/secret'));
  expect(server.reported).toEqual([
    `Alert webhook at ${chat.host}: status 500. Alerts are kept and tried again for some hours.`,
    `Alert webhook at ${chat.host}: works again.`,
  ]);
});

test('one that asks for a rest is left alone for so long', async () => {
  chat = await openChat(429, 200);
  let clock = Date.now();
  await start(WAITS, () => clock);
  await server.createRun('p', 'r');
  await alert({ title: 'a' });
  await expect.poll(() => server.reported.length).toBe(1);
  clock += 999;
  await alert({ title: 'b' });
  expect(chat.titles()).toEqual(['a']);
  clock += 1;
  await alert({ title: 'c' });
  await expect.poll(() => chat.titles().sort()).toEqual(['a', 'a', 'b', 'c']);
});

test('what is owed when the server ends is posted by the next one', async () => {
  chat = await openChat(503);
  await start([1, 3_600_000]);
  await server.createRun('p', 'r');
  await alert();
  await expect.poll(() => chat.got.length).toBe(2);
  await server.close();
  const before = chat;
  chat = await openChat(200);
  before.close();
  await start([1], () => Date.now() + 3_600_000);
  await expect.poll(() => chat.titles()).toEqual(['t']);
  expect(server.reported).toEqual([]);
});

test('after the last try an alert is given up, and stays in the log of its run', async () => {
  chat = await openChat(404);
  await start([1, 1]);
  await server.createRun('p', 'r');
  await alert();
  await expect.poll(() => server.reported.length).toBe(2);
  expect(server.reported[1]).toBe(`Alert webhook at ${chat.host}: gave up on the alert "t" of local/p/r: status 404.`);
  expect(chat.got).toHaveLength(3);
  const answer = await server.graphql(
    '{ project(name: "p") { run(name: "r") { alerts { title } urgentAlerts { count level title } } } }',
  );
  expect(answer.data).toMatchObject({
    project: { run: { alerts: [{ title: 't' }], urgentAlerts: { count: 1, level: 'WARN', title: 't' } } },
  });
});

test('a chat that is not there holds up nobody, and a deleted run is not spoken of any more', async () => {
  chat = await openChat(200);
  chat.close();
  await start([200]);
  const id = await server.createRun('p', 'r');
  expect(await alert()).toMatchObject({ data: { notifyScriptableRunAlert: { success: true } } });
  await expect
    .poll(() => server.reported)
    .toEqual([
      `Alert webhook at ${chat.host}: no answer (ECONNREFUSED). Alerts are kept and tried again for some hours.`,
    ]);
  await server.graphql('mutation($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }', { id });
  await new Promise((done) => setTimeout(done, 400));
  expect(server.reported).toHaveLength(1);
});

test('an alert of the day before yesterday is not a news', async () => {
  chat = await openChat(500);
  await start([3_600_000]);
  await server.createRun('p', 'r');
  await alert();
  await expect.poll(() => server.reported.length).toBe(1);
  await server.close();
  await start([1], () => Date.now() + 48 * 3_600_000);
  await expect
    .poll(() => server.reported)
    .toEqual([`Alert webhook at ${chat.host}: gave up on the alert "t" of local/p/r: it is more than a day old.`]);
  expect(chat.got).toHaveLength(1);
});
