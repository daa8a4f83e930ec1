import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UPSERT_BUCKET, type UpsertBucketResult } from '../../../../src/backend/wandb/operations';
import { refuseMove } from '../../../../src/server/runs/run-state';
import { RUN_STATES } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
let clock = Date.UTC(2026, 0, 1);
beforeEach(async () => {
  server = await startTestServer({ now: () => clock });
});
afterEach(() => server[Symbol.asyncDispose]());

const upsert = (variables: object) => server.graphql<UpsertBucketResult>(UPSERT_BUCKET, variables);
const run = async (name = 'r') => {
  const answer = await server.graphql<{
    project: {
      run: {
        id: string;
        state: string;
        heartbeatAt: string;
        exitcode: number | null;
        stopped: boolean;
        tags: string[];
        notes: string;
        config: string;
      };
    };
  }>(
    'query($name: String!) { project(name: "p") { run(name: $name) { id state heartbeatAt exitcode stopped tags notes config } } }',
    {
      name,
    },
  );
  return answer.data!.project.run;
};
const lines = (offset: number, ...content: string[]) => ({ files: { 'wandb-history.jsonl': { offset, content } } });

describe('the rules', () => {
  test.for([
    ['pending', ['running', 'preempting', 'failed', 'preempted', 'interrupted', 'crashed']],
    ['failed', ['pending', 'running', 'preempting', 'interrupted']],
    ['running', []],
    ['finished', []],
    ['killed', []],
    ['crashed', []],
    ['preempted', []],
    ['constructor', []],
  ] as const)('can be made %s from outside if it is one of %j', ([to, from]) => {
    expect(RUN_STATES.filter((state) => refuseMove(state, to) === null)).toEqual(from);
  });

  test('is refused with what would be right', () => {
    expect(refuseMove('finished', 'failed')).toBe(
      'A run that is finished cannot be made failed: that takes one that is pending, running, preempting, interrupted.',
    );
    expect(refuseMove('finished', 'done')).toBe('A run cannot be made "done"; choose one of pending, failed.');
  });
});

describe('the state of a run', () => {
  beforeEach(() => server.createRun('p', 'r'));

  test.each([
    [0, 'finished'],
    [3, 'failed'],
  ])('exit code %i makes it %s', async (exitcode, state) => {
    await server.fileStream('p', 'r', { complete: true, exitcode });
    expect(await run()).toMatchObject({ state, exitcode });
  });

  test('five minutes without a sign of life make it interrupted, a week crashed, and a heartbeat brings it back', async () => {
    clock += 5 * 60_000 - 1;
    expect((await run()).state).toBe('running');
    clock += 1;
    expect((await run()).state).toBe('interrupted');
    clock += 7 * 24 * 60 * 60_000 - 5 * 60_000;
    expect((await run()).state).toBe('crashed');
    await server.fileStream('p', 'r', {});
    expect((await run()).state).toBe('running');
  });

  test('a page that is gone without an end makes it interrupted, with its true last moment, until it is heard of again', async () => {
    const lastMoment = clock / 1000;
    clock += 60_000;
    await server.fileStream('p', 'r', { ...lines(0, '{"a":1}') });
    await server.fileStream('p', 'r', { interrupted: lastMoment });
    expect(await run()).toMatchObject({
      state: 'interrupted',
      exitcode: null,
      heartbeatAt: new Date(lastMoment * 1000).toISOString(),
    });
    await server.fileStream('p', 'r', {});
    expect((await run()).state).toBe('running');
    await server.fileStream('p', 'r', { complete: true, exitcode: 0 });
    await server.fileStream('p', 'r', { interrupted: lastMoment });
    expect((await run()).state).toBe('finished');
  });

  test('a late repetition leaves it finished; new lines or a new init make it run again', async () => {
    await server.fileStream('p', 'r', { ...lines(0, '{"a":1}') });
    await server.fileStream('p', 'r', { complete: true, exitcode: 0 });
    await server.fileStream('p', 'r', { ...lines(0, '{"a":1}') });
    expect((await run()).state).toBe('finished');
    await server.fileStream('p', 'r', { ...lines(1, '{"a":2}') });
    expect(await run()).toMatchObject({ state: 'running', exitcode: null });
    await server.fileStream('p', 'r', { complete: true, exitcode: 1 });
    await upsert({ name: 'r', project: 'p' });
    expect((await run()).state).toBe('running');
  });

  test('a run can be made for later, and runs when somebody opens it', async () => {
    const pending =
      'mutation { upsertBucket(input: { name: "later", modelName: "p", state: "pending" }) { inserted } }';
    await server.graphql(pending);
    clock += 10 * 60_000;
    expect((await run('later')).state).toBe('pending');
    await upsert({ name: 'later', project: 'p' });
    expect((await run('later')).state).toBe('running');
    await server.graphql('mutation($id: ID!) { updateRunState(input: { id: $id, state: "pending" }) { success } }', {
      id: (await run('later')).id,
    });
    expect((await run('later')).state).toBe('pending');
  });

  test('editing a finished run by its id leaves it finished', async () => {
    await server.fileStream('p', 'r', { complete: true, exitcode: 0 });
    await upsert({ id: (await run()).id, notes: 'seen' });
    expect(await run()).toMatchObject({ state: 'finished', notes: 'seen' });
  });

  test('a stop request reaches the run with each answer until it runs anew', async () => {
    await server.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', { id: (await run()).id });
    expect(await (await server.fileStream('p', 'r', {})).json()).toEqual({ stopped: true });
    expect(await (await server.fileStream('p', 'r', { complete: true, exitcode: 1 })).json()).toEqual({});
    await upsert({ name: 'r', project: 'p' });
    expect(await (await server.fileStream('p', 'r', {})).json()).toEqual({});
  });

  test.each([
    [-1e13, () => 0],
    [-1e308, () => 0],
    [1e13, () => clock],
    [1e9, () => 1e12],
  ])('a page that is said to be gone since %d leaves a moment that can be told', async (interrupted, moment) => {
    expect((await server.fileStream('p', 'r', { interrupted })).status).toBe(200);
    expect((await run()).heartbeatAt).toBe(new Date(moment()).toISOString());
  });

  test('a stop request waits for a run that is interrupted, and ends with it', async () => {
    await server.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', { id: (await run()).id });
    await server.fileStream('p', 'r', { interrupted: clock / 1000 });
    expect(await (await server.fileStream('p', 'r', lines(0, '{"a":1}'))).json()).toEqual({ stopped: true });
    await server.fileStream('p', 'r', { interrupted: clock / 1000 });
    await upsert({ name: 'r', project: 'p' });
    expect(await (await server.fileStream('p', 'r', {})).json()).toEqual({ stopped: true });
    await server.fileStream('p', 'r', { complete: true, exitcode: 1 });
    expect(await (await server.fileStream('p', 'r', lines(1, '{"a":2}'))).json()).toEqual({});
  });

  test('a run that was asked to stop is killed when it ends before it is done, or falls silent', async () => {
    const stop = async () =>
      server.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', { id: (await run()).id });
    await stop();
    await server.fileStream('p', 'r', { complete: true, exitcode: 255 });
    expect(await run()).toMatchObject({ state: 'killed', exitcode: 255 });
    await upsert({ name: 'r', project: 'p' });
    expect(await run()).toMatchObject({ state: 'running', exitcode: null });
    await stop();
    await server.fileStream('p', 'r', { complete: true, exitcode: 0 });
    expect((await run()).state).toBe('finished');
    await upsert({ name: 'r', project: 'p' });
    await stop();
    clock += 5 * 60_000;
    expect(await run()).toMatchObject({ state: 'killed', exitcode: null });
    await server.fileStream('p', 'r', {});
    expect((await run()).state).toBe('running');
  });

  test('a run that says it is about to be preempted is preempted when it ends before it is done, or falls silent', async () => {
    const id = await server.createRun('p', 'r');
    await server.fileStream('p', 'r', { preempting: true });
    expect((await run()).state).toBe('preempting');
    clock += 6 * 60_000;
    expect((await run()).state).toBe('preempted');
    await server.fileStream('p', 'r', lines(0, '{"_step":0}'));
    expect((await run()).state).toBe('preempting');
    await server.fileStream('p', 'r', { complete: true, exitcode: 1 });
    expect(await run()).toMatchObject({ id, state: 'preempted', exitcode: 1 });
    await upsert({ name: 'r', project: 'p' });
    expect((await run()).state).toBe('running');
    await server.fileStream('p', 'r', { complete: true, exitcode: 1 });
    expect((await run()).state).toBe('failed');
    await server.createRun('p', 'done');
    await server.fileStream('p', 'done', { preempting: true, complete: true, exitcode: 0 });
    expect((await run('done')).state).toBe('finished');
  });
});
