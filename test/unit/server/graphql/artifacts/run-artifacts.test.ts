import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';
import { globalId } from '../../../../../src/server/graphql/global-id';
import { Logger } from '../../artifacts/log-artifact';

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  for (const run of ['maker', 'user']) await server.createRun('p', run);
  id = (await new Logger(server).log({ a: '1' }, { runName: 'maker' })).id;
});
afterAll(() => server[Symbol.asyncDispose]());

const use = (runName: string, artifactID = id) =>
  server.graphql(
    'mutation($runName: String!, $artifactID: ID!) { useArtifact(input: { entityName: "local", projectName: "p", runName: $runName, artifactID: $artifactID }) { artifact { id } } }',
    { runName, artifactID },
  );
const ofRun = async (name: string) => {
  const { data } = await server.graphql<{ project: { run: object } }>(
    'query($name: String!) { project(name: "p") { run(name: $name) { inputArtifacts { totalCount edges { node { id } } } outputArtifacts { totalCount edges { node { id } } } } } }',
    { name },
  );
  return data!.project.run;
};
const list = (...ids: string[]) => ({ totalCount: ids.length, edges: ids.map((one) => ({ node: { id: one } })) });

test('a run has what it used and what it logged, each once', async () => {
  for (let time = 0; time < 2; time++) expect((await use('user')).data).toEqual({ useArtifact: { artifact: { id } } });
  expect(await ofRun('user')).toEqual({ inputArtifacts: list(id), outputArtifacts: list() });
  expect(await ofRun('maker')).toEqual({ inputArtifacts: list(), outputArtifacts: list(id) });
});

test('what is not there is not used', async () => {
  expect(await use('none')).toMatchObject({ status: 404, errors: [{ message: expect.stringContaining('p/none') }] });
  for (const strange of ['x', globalId('Artifact', 999), globalId('Run', 1)])
    expect((await use('user', strange)).status).toBe(404);
});
