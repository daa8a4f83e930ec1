import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RUN_RESUME_STATUS, type RunResumeStatusResult } from '../../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../../support/server';

let server: TestServer;
let clock = Date.UTC(2026, 0, 1);
beforeAll(async () => void (server = await startTestServer({ now: () => clock })));
afterAll(() => server[Symbol.asyncDispose]());

async function run<T = Record<string, unknown>>(name: string, fields: string): Promise<T> {
  const { data } = await server.graphql<{ project: { run: T } }>(
    `query($name: String!) { project(name: "p") { run(name: $name) { ${fields} } } }`,
    { name },
  );
  return data!.project.run;
}

test('a run says what it is, whose, and where it stands', async () => {
  await server.createRun('p', 'r', { displayName: 'fine', groupName: 'g', jobType: 'train', tags: ['a'], notes: 'n' });
  const moment = new Date(clock).toISOString();
  expect(
    await run(
      'r',
      'name displayName projectId project { name } user { username } state group jobType tags notes readOnly sweepName stopped shouldStop failed running exitcode createdAt heartbeatAt',
    ),
  ).toEqual({
    name: 'r',
    displayName: 'fine',
    projectId: '1',
    project: { name: 'p' },
    user: { username: 'local' },
    state: 'running',
    group: 'g',
    jobType: 'train',
    tags: ['a'],
    notes: 'n',
    readOnly: false,
    sweepName: null,
    stopped: false,
    shouldStop: false,
    failed: false,
    running: true,
    exitcode: null,
    createdAt: moment,
    heartbeatAt: moment,
  });
});

test.each([
  [
    { complete: true, exitcode: 0 },
    { state: 'finished', failed: false, running: false },
  ],
  [
    { complete: true, exitcode: 3 },
    { state: 'failed', failed: true, running: false },
  ],
  [{ preempting: true }, { state: 'preempting', failed: false, running: true }],
])('after %j it is %j', async (request, expected) => {
  await server.createRun('p', 'ending');
  await server.fileStream('p', 'ending', request);
  expect(await run('ending', 'state failed running')).toEqual(expected);
});

describe('config and summary', () => {
  const config =
    '{"lr":{"value":0.1},"seed":{"value":9007199254740993},"_wandb":{"value":{"t":{"5":"0.1"},"m":[]}},"__proto__":{"value":1}}';

  test('are told whole, or by some of their keys, with every digit', async () => {
    await server.createRun('p', 'keys', { config, summaryMetrics: '{"loss":NaN,"best":18446744073709551615}' });
    expect(await run('keys', 'config summaryMetrics')).toEqual({
      config,
      summaryMetrics: '{"loss":NaN,"best":18446744073709551615}',
    });
    expect(
      await run(
        'keys',
        'config(keys: ["seed", "none", "toString"]) proto: config(keys: ["__proto__"]) summaryMetrics(keys: ["best"]) nothing: config(keys: []) wandbConfig(keys: ["t"])',
      ),
    ).toEqual({
      config: '{"seed":{"value":9007199254740993}}',
      proto: '{"__proto__":{"value":1}}',
      summaryMetrics: '{"best":18446744073709551615}',
      nothing: '{}',
      wandbConfig: '{"t":{"5":"0.1"}}',
    });
  });
});

describe('what a resuming client asks for', () => {
  const status = async (name: string, project = 'p') =>
    (await server.graphql<RunResumeStatusResult>(RUN_RESUME_STATUS, { project, entity: null, name })).data!.model;

  test('is null for an unknown project and an unknown run, and no error', async () => {
    expect(await status('r', 'nowhere')).toBeNull();
    expect(await status('none')).toMatchObject({ name: 'p', bucket: null });
  });

  test('has the counts and tails of the last lines', async () => {
    await server.createRun('p', 'resumed');
    await server.fileStream('p', 'resumed', {
      files: {
        'wandb-history.jsonl': { offset: 0, content: ['{"_step":0}', '{"_step":7,"loss":NaN}'] },
        'output.log': { offset: 0, content: ['hello'] },
        'wandb-summary.json': { offset: 0, content: ['{"loss":NaN}'] },
      },
    });
    expect((await status('resumed'))!.bucket).toMatchObject({
      historyLineCount: 2,
      logLineCount: 1,
      eventsLineCount: 0,
      historyTail: JSON.stringify(['{"_step":7,"loss":NaN}']),
      eventsTail: '[]',
      summaryMetrics: '{"loss":NaN}',
    });
  });
});

test('a run that has fallen silent is at work no more', async () => {
  await server.createRun('p', 'silent');
  clock += 5 * 60_000;
  expect(await run('silent', 'state failed running')).toEqual({ state: 'interrupted', failed: true, running: false });
});
