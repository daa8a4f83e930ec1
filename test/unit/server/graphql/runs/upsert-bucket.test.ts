import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UPSERT_BUCKET, type UpsertBucketResult } from '../../../../../src/backend/wandb/operations';
import { MAX_CONFIG_BYTES, MAX_LINE_BYTES } from '../../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../../support/server';
import { pageToken } from '../../page-token';

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server[Symbol.asyncDispose]());

const upsert = (variables: object, token?: string) =>
  server.graphql<UpsertBucketResult>(UPSERT_BUCKET, { project: 'p', ...variables }, token);
const run = async (name: string) => {
  const { data } = await server.graphql<{ project: { run: Record<string, unknown> } }>(
    'query($name: String!) { project(name: "p") { run(name: $name) { tags notes config state } } }',
    { name },
  );
  return data!.project.run;
};
const refusal = (status: number, text: string) => ({ status, errors: [{ message: expect.stringContaining(text) }] });

describe('a run', () => {
  test('is made with its project, gets a made-up name, and says where it is', async () => {
    const { data } = await upsert({ name: 'r' });
    expect(data!.upsertBucket).toMatchObject({
      inserted: true,
      bucket: { name: 'r', project: { name: 'p', entity: { name: 'local' } }, historyLineCount: 0 },
    });
    expect(data!.upsertBucket.bucket.displayName).toMatch(/^[a-z]+-[a-z]+-1$/);
    const again = await upsert({ name: 'r' });
    expect(again.data!.upsertBucket).toMatchObject({
      inserted: false,
      bucket: { displayName: data!.upsertBucket.bucket.displayName },
    });
  });

  test('without a name gets an id, and without a project that of all such', async () => {
    const { bucket } = (await upsert({ project: null })).data!.upsertBucket;
    expect(bucket.name).toMatch(/^\w{8}$/);
    expect(bucket.project.name).toBe('uncategorized');
  });

  test('keeps a field at null, and has a value in the place of the old one', async () => {
    await upsert({ name: 'fields', tags: ['a'], notes: 'first', config: '{"lr":{"value":0.1}}' });
    await upsert({ name: 'fields', notes: 'second' });
    expect(await run('fields')).toMatchObject({ tags: ['a'], notes: 'second', config: '{"lr":{"value":0.1}}' });
    await upsert({ name: 'fields', tags: [], config: '{"b":NaN}' });
    expect(await run('fields')).toMatchObject({ tags: [], config: '{"b":NaN}' });
  });

  test('that has ended runs again when it is opened by its name, and not when it is edited by its id', async () => {
    const { id } = (await upsert({ name: 'ended' })).data!.upsertBucket.bucket;
    await server.fileStream('p', 'ended', { complete: true, exitcode: 0 });
    expect((await upsert({ id, notes: 'seen' })).data!.upsertBucket.inserted).toBe(false);
    expect(await run('ended')).toMatchObject({ state: 'finished', notes: 'seen' });
    await upsert({ name: 'ended' });
    expect(await run('ended')).toMatchObject({ state: 'running' });
  });

  test('may be made for later', async () => {
    const later = 'mutation { upsertBucket(input: { name: "later", modelName: "p", state: "pending" }) { inserted } }';
    await server.graphql(later);
    expect(await run('later')).toMatchObject({ state: 'pending' });
  });
});

describe('what is refused', () => {
  test.each([
    [{ name: 'a/b' }, 'a/b'],
    [{ name: 'x', project: '..' }, '..'],
    [{ name: 'x', entity: 'api' }, 'api'],
    [{ name: 'x', config: '[]' }, 'config'],
    [{ name: 'x', config: '5' }, 'config'],
    [{ name: 'x', summaryMetrics: '"text"' }, 'summaryMetrics'],
  ])('a name that cannot be a part of an address, and a config that is not an object: %j', async (variables, text) => {
    expect(await upsert(variables)).toMatchObject(refusal(400, text));
  });

  test('the id of no run', async () => {
    for (const id of ['x', 'UnVuOjk5OQ==', 'UHJvamVjdDox']) expect((await upsert({ id })).status).toBe(404);
  });

  test('what is too long, so that clients go on without it', async () => {
    const object = (bytes: number) => `{"t":"${'x'.repeat(bytes - 8)}"}`;
    expect((await upsert({ name: 'long', config: object(MAX_CONFIG_BYTES), summaryMetrics: '{}' })).status).toBe(200);
    for (const [variables, status] of [
      [{ config: object(MAX_CONFIG_BYTES + 1) }, 413],
      [{ summaryMetrics: object(MAX_LINE_BYTES + 1) }, 413],
      [{ notes: 'x'.repeat(1024 * 1024 + 1) }, 400],
      [{ displayName: 'x'.repeat(70_000) }, 400],
      [{ tags: ['x'.repeat(70_000)] }, 400],
    ] as const)
      expect(await upsert({ name: 'long', ...variables })).toMatchObject(refusal(status, 'cannot exceed'));
  });

  test('another project, and every id, to a page, which hears the same of all', async () => {
    const token = await pageToken(server);
    expect((await upsert({ name: 'mine' }, token)).status).toBe(200);
    expect((await upsert({ name: 'r', project: 'secret' }, token)).status).toBe(403);
    expect((await upsert({ name: 'r', entity: 'someone' }, token)).status).toBe(403);
    const answers = [];
    for (const id of [await server.createRun('secret', 'r'), await server.createRun('p', 'r'), 'UnVuOjk5'])
      answers.push(JSON.stringify(await upsert({ id, notes: 'mine now' }, token)));
    expect(answers[0]).toContain('by its id');
    expect(answers[0]).not.toContain('secret');
    expect(new Set(answers).size).toBe(1);
  });
});
