import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startTestServer, type TestServer } from '../../../support/server';

// What is said while rows are on their way is in relay/relay.test.ts.
let nobody: string;
let relay: TestServer;
beforeAll(async () => {
  nobody = `127.0.0.1:${await freePort()}`;
  relay = await startTestServer({ forward: { to: `http://${nobody}`, key: () => 'x'.repeat(40) } });
});
afterAll(() => relay[Symbol.asyncDispose]());

const ofRun = async (server: TestServer) =>
  (await server.graphql('{ project(name: "p") { run(name: "r") { forwarding { host url rows files problem } } } }'))
    .data;

test('a run is passed on to where the server was told, and its rows wait while nobody is there', async () => {
  await relay.createRun('p', 'r');
  await relay.fileStream('p', 'r', { files: { 'wandb-history.jsonl': { offset: 0, content: ['{"a":1}'] } } });
  await expect
    .poll(() => ofRun(relay))
    .toEqual({
      project: { run: { forwarding: { host: nobody, url: null, rows: 0, files: 0, problem: expect.any(String) } } },
    });
});

test('a server that passes nothing on says null', async () => {
  await using server = await startTestServer();
  await server.createRun('p', 'r');
  expect(await ofRun(server)).toEqual({ project: { run: { forwarding: null } } });
});
