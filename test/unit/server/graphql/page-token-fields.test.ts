import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { Logger } from '../artifacts/log-artifact';
import { pageToken } from '../page-token';

let server: TestServer;
let token: string;
let artifact: string;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r', { notes: 'secret' });
  artifact = (await new Logger(server).log({ a: 'text' })).id;
  token = await pageToken(server);
});
afterAll(() => server[Symbol.asyncDispose]());

describe('a page token cannot read, and cannot do what is not writing a run', () => {
  test.each([
    '{ project(name: "p") { id } }',
    '{ models { edges { node { name } } } }',
    '{ entity(name: "local") { id } }',
    '{ users { edges { node { id } } } }',
    '{ viewer { admin } }',
    '{ viewer { apiKeys { edges { node { id } } } } }',
    '{ model(name: "p") { runs { edges { node { name } } } } }',
    '{ model(name: "p") { runCount } }',
    '{ model(name: "p") { bucket(name: "r") { events } } }',
    '{ model(name: "p") { bucket(name: "r") { logLines { edges { node { line } } } } } }',
    '{ model(name: "p") { bucket(name: "r") { alerts { title } } } }',
    '{ model(name: "p") { bucket(name: "r") { files { edges { node { directUrl } } } } } }',
    '{ model(name: "p") { bucket(name: "r") { project { run(name: "r") { notes } } } } }',
    '{ model(name: "p") { bucket(name: "r") { user { username } } } }',
    '{ model(name: "p") { sweep(sweepName: "s") { id } } }',
    '{ __schema { types { name } } }',
    '{ __type(name: "Run") { name } }',
    'mutation { deleteRun(input: { id: "UnVuOjE=" }) { clientMutationId } }',
    'mutation { stopRun(input: { id: "UnVuOjE=" }) { success } }',
    'mutation { updateRunState(input: { id: "UnVuOjE=", state: "failed" }) { success } }',
    'mutation { deleteFiles(input: { files: [] }) { success } }',
    'mutation { upsertModel(input: { name: "p" }) { inserted } }',
    'mutation { createArtifact(input: { entityName: "local", projectName: "p", artifactTypeName: "t", artifactCollectionName: "x", digest: "d", digestAlgorithm: MANIFEST_MD5 }) { artifact { id } } }',
    'mutation { createArtifactFiles(input: { artifactFiles: [] }) { files { edges { node { uploadUrl } } } } }',
    'mutation { upsertSweep(input: { config: "method: random" }) { sweep { name } } }',
    'mutation { agentHeartbeat(input: { id: "x" }) { commands } }',
    // However it is wrapped.
    'query { ...f } fragment f on Query { project(name: "p") { id } }',
    '{ ... on Query { viewer { id } models { edges { node { name } } } } }',
    '{ viewer: project(name: "p") { id } }',
    '{ viewer { id } project(name: "p") @skip(if: true) { id } }',
    'query A { viewer { id } } query B { project(name: "p") { id } }',
  ])('%s', async (query) => {
    const answer = await server.graphql(query, { operationName: 'A' }, token);
    expect(answer).toMatchObject({ status: 403, errors: [{ message: expect.stringContaining('page token') }] });
    expect(answer.data ?? null).toBeNull();
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  test.each([
    (id: string) => `{ artifact(id: "${id}") { id } }`,
    (id: string) => `mutation { commitArtifact(input: { artifactID: "${id}" }) { artifact { id } } }`,
    (id: string) => `mutation { deleteArtifact(input: { artifactID: "${id}" }) { artifact { id } } }`,
    (id: string) =>
      `mutation { useArtifact(input: { entityName: "local", projectName: "p", runName: "r", artifactID: "${id}" }) { artifact { id } } }`,
  ])('nor touch an artifact that is there', async (query) => {
    expect((await server.graphql(query(artifact), {}, token)).status).toBe(403);
  });
});

describe('a page token may ask for what writing takes', () => {
  test.each([
    '{ __typename viewer { id entity teams { edges { node { name } } } } }',
    '{ serverInfo { features { name isEnabled } } }',
    '{ model(name: "p") { bucket(name: "r") { __typename config history historyKeys } } }',
    'mutation { upsertBucket(input: { name: "r", modelName: "p" }) { inserted bucket { id project { name entity { name } } } } }',
  ])('%s', async (query) => {
    expect((await server.graphql(query, {}, token)).status).toBe(200);
  });
});
