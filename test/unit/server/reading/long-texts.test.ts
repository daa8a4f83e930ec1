import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RowsAnswer, MAX_CONFIG_BYTES, MAX_LINE_BYTES } from '../../../../src/wire/index';
import { RUN_RESUME_STATUS } from '../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server[Symbol.asyncDispose]());

/** A JSON object of so many bytes. */
const object = (bytes: number) => `{"t":"${'x'.repeat(bytes - 8)}"}`;
const MIB = 1024 * 1024;

const upsert = (fields: object) =>
  server.graphql('mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }', {
    input: { name: 'r', modelName: 'p', ...fields },
  });
const send = (file: string, offset: number, content: string[]) =>
  server.fileStream('p', 'r', { files: { [file]: { offset, content } } });
const ask = (fields: string) => server.graphql(`{ model(name: "p") { bucket(name: "r") { ${fields} } } }`);
const aliases = (field: string, count: number) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

describe('an answer', () => {
  test('that would be too long is refused, and says what to do', async () => {
    await server.createRun('p', 'r', { config: object(4 * MIB), notes: 'x'.repeat(MIB) });
    for (let offset = 0; offset < 8; offset += 2)
      await send('wandb-history.jsonl', offset, Array<string>(2).fill(object(9 * MIB)));
    for (const fields of [
      aliases('historyTail', 9),
      aliases('config', 17),
      // Asked for in other words each time: the same is parsed once.
      Array.from({ length: 17 }, (_, i) => `a${i}: config(keys: ["none${i}"])`).join(' '),
      aliases('notes', 65),
      'history',
      'sampledHistory(specs: ["{\\"keys\\":[\\"t\\"]}"])',
    ])
      expect(await ask(fields), fields).toEqual({
        status: 413,
        errors: [expect.objectContaining({ message: expect.stringContaining('ask for less') })],
      });
    const buckets = Array.from({ length: 20 }, (_, i) => `a${i}: bucket(name: "r", desc: "${i}") { id }`);
    expect(await server.graphql(`{ model(name: "p") { ${buckets.join(' ')} } }`)).toMatchObject({ status: 413 });
    expect((await ask('history(minStep: 0, maxStep: 3)')).status).toBe(200);
  });

  test('has all that resuming a run takes, however long that may be', async () => {
    await server.createRun('p', 'r', {
      config: object(MAX_CONFIG_BYTES),
      notes: 'x'.repeat(MIB),
      description: 'x'.repeat(MIB),
    });
    for (const file of ['wandb-history.jsonl', 'wandb-events.jsonl', 'wandb-summary.json'])
      expect((await send(file, 0, [object(MAX_LINE_BYTES)])).status).toBe(200);
    expect((await server.graphql(RUN_RESUME_STATUS, { name: 'r', project: 'p' })).status).toBe(200);
  });

  test('with rows ends early when they are long, and says where to go on', async () => {
    await server.createRun('p', 'r');
    for (let offset = 0; offset < 4; offset += 2)
      await send('wandb-history.jsonl', offset, Array<string>(2).fill(object(9 * MIB)));
    const rows = async (from: number) => {
      const { rows: found, next } = (await (
        await server.fetch(`/api/runs/local/p/r/rows?key=t&from=${from}`)
      ).json()) as RowsAnswer;
      return [found.map(({ line }) => line), next];
    };
    expect(await rows(0)).toEqual([[0, 1], 2]);
    expect(await rows(2)).toEqual([[2, 3], null]);
  });
});

describe('what a run says of itself', () => {
  test('has a limit, so that clients go on without what is beyond it', async () => {
    expect((await upsert({ config: object(MAX_CONFIG_BYTES), summaryMetrics: '{}' })).status).toBe(200);
    const tooLarge = (what: string) => ({
      status: 413,
      errors: [{ message: expect.stringContaining(`${what} of a run cannot exceed`) }],
    });
    expect(await upsert({ config: object(MAX_CONFIG_BYTES + 1) })).toMatchObject(tooLarge('config'));
    expect(await upsert({ summaryMetrics: object(MAX_LINE_BYTES + 1) })).toMatchObject(tooLarge('summary'));
    expect((await send('wandb-summary.json', 0, [object(MAX_LINE_BYTES + 1)])).status).toBe(413);
    for (const fields of [
      { notes: 'x'.repeat(MIB + 1) },
      { displayName: 'x'.repeat(70_000) },
      { tags: ['x'.repeat(70_000)] },
    ])
      expect(await upsert(fields)).toMatchObject({
        status: 400,
        errors: [{ message: expect.stringContaining('cannot exceed') }],
      });
  });

  test('makes pages of lists shorter where it is long, and no page is without a run', async () => {
    for (const [name, size] of [
      ['a', 10],
      ['b', 7],
      ['c', 1],
      ['d', 1],
    ] as const)
      await server.createRun('p', name, {
        config: object(size * MIB),
        notes: name,
        summaryMetrics: `{"size":${size}}`,
      });
    const page = async (after: string | null) => {
      const { data } = await server.graphql<{
        project: {
          runs: {
            edges: { node: { name: string; notes: string; config: string; summaryMetrics: string } }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
            totalCount: number;
          };
        };
      }>(
        'query($after: String) { project(name: "p") { runs(after: $after) { edges { node { name notes config summaryMetrics } } pageInfo { hasNextPage endCursor } totalCount } } }',
        { after },
      );
      return data!.project.runs;
    };
    const first = await page(null);
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    expect(first.edges.map(({ node }) => [node.name, node.notes, node.config.length, node.summaryMetrics])).toEqual([
      ['a', 'a', 10 * MIB, '{"size":10}'],
    ]);
    const second = await page(first.pageInfo.endCursor);
    expect(second.edges.map(({ node }) => node.name)).toEqual(['b', 'c', 'd']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});
