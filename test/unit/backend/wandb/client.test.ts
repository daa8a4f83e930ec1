import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WandbBackend } from '../../../../src/backend/wandb/index';
import { DeliveryError, parseRow } from '../../../../src/wire/index';
import { recordOf } from '../../journal/entries';
import { AnsweringServer } from './answering-server';

let server: AnsweringServer;
let backend: WandbBackend;
beforeEach(async () => {
  server = await new AnsweringServer().start();
  backend = new WandbBackend(server.url, { token: async () => 't', renew: () => false }, '1.2.3');
});
afterEach(() => server.stop());

const RUN = { storageId: 's', entity: 'me', project: 'p', displayName: null };
const bucketOf = (changes: object = {}) => ({
  id: 's1',
  name: 'r1',
  displayName: 'calm-lake-1',
  summaryMetrics: '{"loss":NaN}',
  logLineCount: 2,
  historyLineCount: 7,
  eventsLineCount: null,
  historyTail: JSON.stringify(['{"_step":4}', '{"a":Infinity,"_step":9}']),
  config: '{"lr":{"value":0.1},"_wandb":{"value":{}}}',
  tags: null,
  notes: null,
  ...changes,
});
const resumed = (bucket: object | null) => ({
  body: { data: { model: { name: 'p', entity: { name: 'me' }, bucket } } },
});
const heardVariables = () => (JSON.parse(server.last.body) as { variables: Record<string, unknown> }).variables;

describe('resume', () => {
  it('reads what the server has of the run', async () => {
    server.answer(resumed(bucketOf()));
    expect(await backend.resume(recordOf())).toEqual({
      identity: { storageId: 's1', entity: 'me', project: 'p', displayName: 'calm-lake-1' },
      lines: { history: 7, events: 0, output: 2 },
      step: 10,
      config: { lr: 0.1 },
      metrics: [],
      singletons: {},
      summary: { loss: NaN },
    });
    expect(server.last.path).toBe('/graphql');
    expect(heardVariables()).toEqual({ project: 'p', entity: null, name: 'r1' });
  });

  it('reads where the run is forked from', async () => {
    server.answer(resumed(bucketOf({ config: '{"_wandb":{"value":{"branch_point":{"run_id":"abc","step":200}}}}' })));
    expect(await backend.resume(recordOf())).toMatchObject({ forkedFrom: { run: 'abc', step: 200 } });
  });

  it('is null when the server has no such run or no such project', async () => {
    server.answer(resumed(null));
    expect(await backend.resume(recordOf())).toBeNull();
    server.answer({ body: { data: { model: null } } });
    expect(await backend.resume(recordOf())).toBeNull();
  });

  it.each([
    [{ historyTail: null }, 0],
    [{ historyTail: '[]' }, 0],
    [{ historyTail: '["{}"]' }, 0],
    [{ historyTail: JSON.stringify(['{"_step":0}']) }, 1],
    [{ historyTail: JSON.stringify(['{"_step":"9"}']) }, 0],
    [{ historyTail: JSON.stringify(['{"_step":0.5}']) }, 0],
    [{ historyTail: '"text"' }, 0],
  ])('begins after the last step: %j', async (changes, step) => {
    server.answer(resumed(bucketOf(changes)));
    expect((await backend.resume(recordOf()))!.step).toBe(step);
  });

  it('takes null for empty', async () => {
    server.answer(resumed(bucketOf({ config: null, summaryMetrics: null, historyLineCount: null })));
    expect(await backend.resume(recordOf())).toMatchObject({ config: {}, summary: {}, lines: { history: 0 } });
  });

  it.each([
    { config: '{broken' },
    { config: 'null' },
    { summaryMetrics: '[1]' },
    { historyTail: '{broken' },
    { historyTail: '["{broken"]' },
    { historyTail: '["null"]' },
    { historyLineCount: -5 },
    { historyLineCount: 1.5 },
    { historyLineCount: '7' },
  ])('fails as a DeliveryError, or does without, when the server says %j', async (changes) => {
    server.answer(resumed(bucketOf(changes)));
    const outcome: unknown = await backend.resume(recordOf()).catch((error: unknown) => error);
    if (!(outcome instanceof DeliveryError)) {
      expect(outcome).toMatchObject({
        lines: { history: expect.toSatisfy((count) => Number.isInteger(count) && (count as number) >= 0) as number },
      });
    }
  });
});

describe('rewind', () => {
  it('asks for it as W&B does', async () => {
    server.answer({ body: { data: { rewindRun: { rewoundRun: { id: 's1' } } } } });
    await backend.rewind(recordOf(), 200);
    expect(heardVariables()).toEqual({
      runName: 'r1',
      entity: null,
      project: 'p',
      metricName: '_step',
      metricValue: 200,
    });
  });
});

describe('GraphQL answers', () => {
  it.each<[string, object, string]>([
    ['errors with status 200', { errors: [{ message: 'no such entity' }], data: null }, 'refused'],
    ['errors beside data', { errors: [{ message: 'x' }], data: { upsertBucket: null } }, 'refused'],
    ['no data', {}, 'unreachable'],
    ['null for data', { data: null }, 'unreachable'],
    ['errors of a shape that nobody expects', { errors: [null] }, 'refused'],
    ['data that lacks what was asked for', { data: {} }, 'unreachable'],
    ['data with null in the place of the run', { data: { upsertBucket: { bucket: null } } }, 'unreachable'],
  ])('with %s are failures', async (_kind, body, code) => {
    server.answer({ body });
    const error: unknown = await backend.upsert(recordOf()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryError);
    expect((error as DeliveryError).code).toBe(code);
  });

  it('say in the message what was refused and why', async () => {
    server.answer({ body: { errors: [{ message: 'no such entity' }] } });
    await expect(backend.upsert(recordOf())).rejects.toThrow('refused UpsertBucket: no such entity');
  });
});

describe('upsert', () => {
  it('sends the record, and reads who the run is', async () => {
    const bucket = {
      id: 's1',
      name: 'r1',
      displayName: 'calm-lake-1',
      project: { name: 'p', entity: { name: 'me' } },
      historyLineCount: 0,
    };
    server.answer({ body: { data: { upsertBucket: { bucket, inserted: true } } } });
    const record = recordOf({
      config: { lr: NaN },
      tags: ['a'],
      group: 'g',
      jobType: 'j',
      notes: 'n',
      name: 'mine',
      sweepId: 'w1',
      client: { t: { '13': 'browser' } },
    });
    expect(await backend.upsert(record)).toEqual({
      storageId: 's1',
      entity: 'me',
      project: 'p',
      displayName: 'calm-lake-1',
    });
    const { config, ...variables } = heardVariables();
    expect(variables).toEqual({
      id: null,
      name: 'r1',
      project: 'p',
      entity: null,
      groupName: 'g',
      displayName: 'mine',
      notes: 'n',
      jobType: 'j',
      tags: ['a'],
      sweep: 'w1',
      summaryMetrics: null,
    });
    expect(parseRow(config as string)).toMatchObject({
      lr: { value: NaN },
      _wandb: { value: { cli_version: 'spoor 1.2.3', t: { '5': 'spoor 1.2.3', '13': 'browser' }, m: [] } },
    });
  });
});

describe('send', () => {
  it('posts to the file stream of the run, and gives the answer', async () => {
    server.answer({ body: { stopped: true } });
    const delivery = { streams: { history: { offset: 3, lines: ['{"a":NaN}'] } } };
    expect(await backend.send({ ...RUN, project: 'p q' }, 'r1', delivery)).toEqual({ isStopped: true });
    expect(server.last.path).toBe('/files/me/p%20q/r1/file_stream');
    const files = { 'wandb-history.jsonl': { offset: 3, content: ['{"a":NaN}'] } };
    expect(JSON.parse(server.last.body)).toEqual({ files });
  });

  it('works below a path', async () => {
    const below = new WandbBackend(`${server.url}/spoor`, { token: async () => null, renew: () => false }, '1');
    await below.send(RUN, 'r1', {});
    expect(server.last).toMatchObject({ path: '/spoor/files/me/p/r1/file_stream', body: '{}' });
  });
});

describe('upload', () => {
  const file = {
    path: 'media/images/a b.png',
    type: 'image/png',
    bytes: new TextEncoder().encode('pixels').buffer as ArrayBuffer,
  };
  const ticket = (changes: object = {}) => ({
    body: {
      data: {
        createRunFiles: {
          runID: 's1',
          uploadHeaders: ['X-A: b:c', 'X-D:e'],
          files: [{ name: file.path, uploadUrl: `${server.url}/up` }],
          ...changes,
        },
      },
    },
  });

  it('asks for an address and puts the bytes there, with the headers it was told', async () => {
    server.answer(ticket(), {});
    await backend.upload(RUN, 'r1', file);
    expect(heardOf(0).variables).toEqual({ entity: 'me', project: 'p', run: 'r1', files: [file.path] });
    expect(server.last).toMatchObject({ method: 'PUT', path: '/up', body: 'pixels' });
    expect(server.last.headers).toMatchObject({ 'x-a': 'b:c', 'x-d': 'e' });
    expect(server.last.headers.authorization).toBeUndefined();
  });

  it.each([
    { files: [] },
    { files: [{ name: 'x', uploadUrl: null }] },
    { files: null },
    { uploadHeaders: null, files: [] },
    { files: [{ name: 'x', uploadUrl: 'not an address' }] },
  ])('is refused when the server gives no address: %j', async (changes) => {
    server.answer(ticket(changes));
    const error: unknown = await backend.upload(RUN, 'r1', file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryError);
    expect((error as DeliveryError).code).toBe('refused');
  });

  it('takes a server that names no headers', async () => {
    server.answer(ticket({ uploadHeaders: null }), {});
    await backend.upload(RUN, 'r1', file);
    expect(server.last).toMatchObject({ method: 'PUT', body: 'pixels' });
  });

  const heardOf = (index: number) => JSON.parse(server.heard[index]!.body) as { variables: object };
});
