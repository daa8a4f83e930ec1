import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';
import { Logger } from '../../artifacts/log-artifact';
import { globalId } from '../../../../../src/server/graphql/global-id';
import { pageToken } from '../../page-token';
import { upload } from '../../upload';

let server: TestServer;
let id: string;
beforeEach(async () => {
  server = await startTestServer();
  id = await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const lines = (offset: number, ...content: string[]) => ({ files: { 'wandb-history.jsonl': { offset, content } } });
const run = async (fields = 'state', name = 'r') => {
  const { data } = await server.graphql<{ project: { run: Record<string, unknown> | null } }>(
    `{ project(name: "p") { run(name: "${name}") { ${fields} } } }`,
  );
  return data!.project.run;
};
const unknown = { status: 404, errors: [{ message: expect.stringContaining('no run with this id') }] };
const STRANGE_IDS = ['', 'x', globalId('Run', 99), globalId('Project', 1)];

describe('stopRun', () => {
  const stop = (of = id) =>
    server.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', { id: of });

  test('reaches the run with the next answer', async () => {
    expect((await stop()).data).toEqual({ stopRun: { success: true } });
    expect(await run('stopped shouldStop')).toEqual({ stopped: true, shouldStop: true });
    expect(await (await server.fileStream('p', 'r', {})).json()).toEqual({ stopped: true });
  });

  test.each(STRANGE_IDS)('of no run is refused: %j', async (strange) => {
    expect(await stop(strange)).toMatchObject(unknown);
  });
});

describe('updateRunState', () => {
  const move = (state: string, of = id) =>
    server.graphql(
      'mutation($id: ID!, $state: String!) { updateRunState(input: { id: $id, state: $state }) { success } }',
      {
        id: of,
        state,
      },
    );

  test('makes a run failed, or one that has failed pending', async () => {
    expect((await move('failed')).data).toEqual({ updateRunState: { success: true } });
    expect(await run()).toEqual({ state: 'failed' });
    expect((await move('pending')).status).toBe(200);
    expect(await run()).toEqual({ state: 'pending' });
  });

  test('refuses what is not a way, and says which there are', async () => {
    await server.fileStream('p', 'r', { complete: true, exitcode: 0 });
    for (const state of ['failed', 'pending', 'running', 'done', '__proto__'])
      expect(await move(state)).toMatchObject({ status: 400, errors: [{ message: expect.stringContaining(state) }] });
    expect(await run()).toEqual({ state: 'finished' });
  });

  test('of a run of a sweep is refused', async () => {
    const sweep = await server.createRun('p', 'swept', { sweep: 's' });
    expect(await move('failed', sweep)).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('sweep') }],
    });
  });

  test.each(STRANGE_IDS)('of no run is refused: %j', async (strange) => {
    expect(await move('failed', strange)).toMatchObject(unknown);
  });
});

describe('deleteRun', () => {
  const remove = (variables: object = {}) =>
    server.graphql(
      'mutation($id: ID!, $artifacts: Boolean) { deleteRun(input: { id: $id, deleteArtifacts: $artifacts, clientMutationId: "m" }) { clientMutationId } }',
      { id, ...variables },
    );

  test('takes the run with its files, and only then does file_stream answer 404; the second time does not fail', async () => {
    await upload(server, 'a.txt', 'x');
    for (let time = 0; time < 2; time++)
      expect((await remove()).data).toEqual({ deleteRun: { clientMutationId: 'm' } });
    const response = await server.fileStream('p', 'r', lines(0, '{}'));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringContaining('local/p/r') }] });
    expect(await run()).toBeNull();
    expect((await server.fetch('/files/local/p/r/a.txt')).status).toBe(404);
  });

  test('leaves its artifacts, unless they are to go with it', async () => {
    const logger = new Logger(server);
    await logger.log({ a: 'stays' }, { runName: 'r' });
    await remove();
    const artifact = async () =>
      (await server.graphql('{ project(name: "p") { artifact(name: "ds") { digest } } }')).data;
    expect(await artifact()).toEqual({ project: { artifact: { digest: expect.any(String) } } });
    id = await server.createRun('p', 'again');
    await logger.log({ b: 'goes' }, { runName: 'again', artifactCollectionName: 'own' });
    await remove({ artifacts: true });
    const { data } = await server.graphql('{ project(name: "p") { artifact(name: "own") { digest } } }');
    expect(data).toEqual({ project: { artifact: null } });
  });

  test('of what is not an id is refused', async () => {
    for (const strange of ['', 'x', globalId('Project', 1)])
      expect(await remove({ id: strange })).toMatchObject(unknown);
  });
});

describe('rewindRun', () => {
  const rewind = (fields: object = {}, token?: string) =>
    server.graphql<{ rewindRun: { rewoundRun: { historyLineCount: number; historyKeys: object } } }>(
      'mutation($input: RewindRunInput!) { rewindRun(input: $input) { rewoundRun { historyLineCount historyKeys } } }',
      { input: { runName: 'r', projectName: 'p', metricName: '_step', metricValue: 5, ...fields } },
      token,
    );
  beforeEach(() =>
    server.fileStream('p', 'r', lines(0, '{"_step":0,"a":1}', '{"_step":5,"a":2}', '{"_step":9,"a":3}')),
  );

  test('forgets what came after the step, and the run goes on', async () => {
    await server.fileStream('p', 'r', { complete: true, exitcode: 0 });
    expect((await rewind()).data!.rewindRun.rewoundRun).toMatchObject({
      historyLineCount: 2,
      historyKeys: { lastStep: 5, keys: { a: { typeCounts: [{ type: 'number', count: 2 }] } } },
    });
    expect(await run()).toEqual({ state: 'running' });
  });

  test('is for a page of the project, and no other', async () => {
    expect((await rewind({}, await pageToken(server))).status).toBe(200);
    for (const runName of ['r', 'none']) {
      const answer = await rewind({ runName }, await pageToken(server, 'other'));
      expect(answer).toMatchObject({ status: 403, errors: [{ message: expect.stringContaining('local/other only') }] });
    }
  });

  test('goes to a step, of a run that there is', async () => {
    expect(await rewind({ metricName: 'epoch' })).toMatchObject({ status: 400 });
    for (const fields of [{ runName: 'none' }, { projectName: null }, { entityName: 'nobody' }])
      expect((await rewind(fields)).status).toBe(404);
    expect((await rewind({ metricValue: 1e300 })).data!.rewindRun.rewoundRun.historyLineCount).toBe(3);
  });
});
