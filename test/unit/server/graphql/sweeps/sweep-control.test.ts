import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Command } from '../../../../../src/server/sweeps/commands';
import { startTestServer, type TestServer } from '../../../../support/server';

let server: TestServer;
let clock = Date.now();
beforeEach(async () => void (server = await startTestServer({ now: () => clock })));
afterEach(() => server[Symbol.asyncDispose]());

const MINUTE = 60_000;

async function upsert(input: object) {
  const answer = await server.graphql<{
    upsertSweep: { sweep: { id: string; name: string; state: string }; configValidationWarnings: string[] };
  }>(
    'mutation($input: UpsertSweepInput!) { upsertSweep(input: $input) { sweep { id name state } configValidationWarnings } }',
    {
      input: { projectName: 'p', ...input },
    },
  );
  return { status: answer.status, message: answer.errors?.[0]?.message, ...answer.data?.upsertSweep };
}

async function agentFor(sweep: string): Promise<string> {
  const { data } = await server.graphql<{ createAgent: { agent: { id: string } } }>(
    'mutation($sweep: String!) { createAgent(input: { host: "h", projectName: "p", sweep: $sweep }) { agent { id } } }',
    { sweep },
  );
  return data!.createAgent.agent.id;
}

async function beat(id: string, runs: string[] = []): Promise<Command[]> {
  const { data } = await server.graphql<{ agentHeartbeat: { commands: string } }>(
    'mutation($id: ID!, $runState: JSONString) { agentHeartbeat(input: { id: $id, metrics: "{}", runState: $runState }) { commands } }',
    { id, runState: JSON.stringify(Object.fromEntries(runs.map((run) => [run, true]))) },
  );
  return JSON.parse(data!.agentHeartbeat.commands) as Command[];
}

/** The run of the one command that there is. */
function started(commands: Command[]): { run: string; value: unknown } {
  expect(commands).toEqual([expect.objectContaining({ type: 'run' })]);
  const { run_id, args } = commands[0] as Command & { type: 'run' };
  return { run: run_id, value: args['x']!.value };
}

const state = async (name: string) => {
  const { data } = await server.graphql<{ project: { sweep: { state: string } } }>(
    'query($name: String!) { project(name: "p") { sweep(sweepName: $name) { state } } }',
    { name },
  );
  return data!.project.sweep.state;
};
const begin = (run: string, sweep: string) => server.createRun('p', run, { sweep });
const end = (run: string) => server.fileStream('p', run, { complete: true, exitcode: 0 });
const GRID = 'method: grid\nparameters:\n  x:\n    values: [1, 2, 3]\n';

describe('agents', () => {
  test('get one run at a time, until there is none left', async () => {
    const { sweep } = await upsert({ config: GRID });
    const [a, b] = [await agentFor(sweep!.name), await agentFor(sweep!.name)];
    const first = started(await beat(a));
    expect(await beat(a, [first.run])).toEqual([]);
    const second = started(await beat(b));
    await begin(first.run, sweep!.name);
    await begin(second.run, sweep!.name);
    await end(first.run);
    const third = started(await beat(a));
    expect([first.value, second.value, third.value]).toEqual([1, 2, 3]);
    await begin(third.run, sweep!.name);
    await end(third.run);
    expect(await beat(a)).toEqual([{ type: 'exit' }]);
    // The other is still at work.
    expect(await state(sweep!.name)).toBe('RUNNING');
    await end(second.run);
    expect(await beat(b)).toEqual([{ type: 'exit' }]);
    expect(await state(sweep!.name)).toBe('FINISHED');
  });

  test('take over what a lost one never began, and not what crashed', async () => {
    const { sweep } = await upsert({ config: GRID });
    const lost = await agentFor(sweep!.name);
    const crashed = started(await beat(lost));
    await begin(crashed.run, sweep!.name);
    const never = started(await beat(lost));
    const heir = await agentFor(sweep!.name);
    expect(started(await beat(heir)).value).toBe(3);
    clock += 6 * MINUTE;
    const again = started(await beat(heir));
    expect(again.value).toBe(never.value);
    expect(again.run).not.toBe(never.run);
    expect(await beat(heir)).toEqual([{ type: 'exit' }]);
    expect(await state(sweep!.name)).toBe('FINISHED');
  });

  test('get a run that was preempted once more, under its name, and only one of them', async () => {
    const { sweep } = await upsert({ config: GRID });
    const [a, b] = [await agentFor(sweep!.name), await agentFor(sweep!.name)];
    const first = started(await beat(a));
    await begin(first.run, sweep!.name);
    await server.fileStream('p', first.run, { preempting: true, complete: true, exitcode: 1 });
    const resumed = await beat(b);
    expect(resumed).toEqual([{ type: 'resume', run_id: first.run, program: null, args: { x: { value: 1 } } }]);
    // The other one does not get it, too, though it has not begun yet.
    expect(started(await beat(a)).value).toBe(2);
    // Its agent is lost as well.
    clock += 6 * MINUTE;
    const heir = await agentFor(sweep!.name);
    const again = [...(await beat(heir)), ...(await beat(heir))];
    expect(again).toEqual([resumed[0], expect.objectContaining({ type: 'run', args: { x: { value: 2 } } })]);
  });

  test('get a run that said it would be preempted and fell silent, but none that was asked to stop', async () => {
    const { sweep } = await upsert({ config: GRID });
    const agent = await agentFor(sweep!.name);
    const [silent, stopped] = [started(await beat(agent)), started(await beat(agent))];
    for (const { run } of [silent, stopped]) {
      const id = await begin(run, sweep!.name);
      await server.fileStream('p', run, { preempting: true });
      if (run === stopped.run)
        await server.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', { id });
    }
    expect(started(await beat(agent)).value).toBe(3);
    clock += 6 * MINUTE;
    expect(await beat(agent)).toEqual([expect.objectContaining({ type: 'resume', run_id: silent.run })]);
    await begin(silent.run, sweep!.name);
    // Its machine is its own again: now it is lost for good, as any run.
    clock += 6 * MINUTE;
    expect(await beat(agent)).toEqual([{ type: 'exit' }]);
  });

  test('make a pending sweep run', async () => {
    const { sweep } = await upsert({ config: GRID });
    expect(sweep!.state).toBe('PENDING');
    const agent = await agentFor(sweep!.name);
    expect(await state(sweep!.name)).toBe('PENDING');
    await beat(agent);
    expect(await state(sweep!.name)).toBe('RUNNING');
  });

  test('wait while the sweep is paused, end with it, and stop runs that are to stop', async () => {
    const { sweep } = await upsert({ config: 'method: random\nparameters:\n  x:\n    min: 0.0\n    max: 1.0\n' });
    const { id, name } = sweep!;
    const agent = await agentFor(name);
    await upsert({ id, state: 'PAUSED' });
    expect(await beat(agent)).toEqual([]);
    await upsert({ id, state: 'RUNNING' });
    const { run, value } = started(await beat(agent));
    expect(value).toBeGreaterThanOrEqual(0);
    const runId = await begin(run, name);
    await upsert({ id, state: 'FINISHED' });
    expect(await beat(agent, [run])).toEqual([]);
    await server.graphql('mutation($id: ID!) { stopRun(input: { id: $id }) { success } }', { id: runId });
    expect(await beat(agent, [run])).toEqual([{ type: 'stop', run_id: run }]);
    expect(await beat(agent)).toEqual([{ type: 'exit' }]);
    await upsert({ id, state: 'CANCELED' });
    expect(await beat(agent, [run])).toEqual([{ type: 'stop', run_id: run }, { type: 'exit' }]);
    expect(await (await server.fileStream('p', run, {})).json()).toEqual({ stopped: true });
  });

  test('whose sweep is not known hear it with a status that ends them', async () => {
    const unknown = await server.graphql('mutation { agentHeartbeat(input: { id: "QWdlbnQ6OTk=" }) { commands } }');
    expect(unknown.status).toBe(404);
    const none = await server.graphql(
      'mutation { createAgent(input: { host: "h", projectName: "p", sweep: "none" }) { agent { id } } }',
    );
    expect(none.status).toBe(404);
  });
});

describe('configs', () => {
  test.each([
    ['method: grid', 'must have "parameters"'],
    ['parameters: {x: {value: 1}}', 'must have a "method"'],
    ['method: annealing\nparameters: {x: {value: 1}}', 'must have a "method"'],
    ['method: grid\nparameters: {x: {min: 0.0, max: 1.0}}', 'no list of values: x'],
    ['method: random\nparameters: {}', 'no parameters'],
    ['method: random\nparameters: {x: 3}', 'must be an object'],
    ['method: random\nrun_cap: 0\nparameters: {x: {value: 1}}', '"run_cap" above 0'],
    ['method: random\ncontroller: {type: local}\nparameters: {x: {value: 1}}', 'controller'],
    ['{', 'must be YAML'],
    ['- 1', 'must be an object'],
    [
      `a: &a [1]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'}, *${i ? `b${i - 1}` : 'a'}]`).join('\n')}`,
      'must be YAML',
    ],
  ])('%j are refused: %s', async (config, fault) => {
    const answer = await upsert({ config });
    expect(answer.status).toBe(400);
    expect(answer.message).toContain(fault);
  });

  test('that want what is not done here are taken with a warning', async () => {
    const config = 'method: bayes\nearly_terminate: {type: hyperband}\nparameters: {x: {value: 1}}';
    const { configValidationWarnings, sweep } = await upsert({ config });
    expect(configValidationWarnings).toEqual([
      expect.stringContaining('at random'),
      expect.stringContaining('early_terminate'),
    ]);
    const { data } = await server.graphql(
      'query($name: String!) { project(name: "p") { sweep(sweepName: $name) { method config } } }',
      {
        name: sweep!.name,
      },
    );
    expect(data).toEqual({ project: { sweep: { method: 'random', config } } });
  });

  test('tell 1 from 1.0, and give the same points for the same seed', async () => {
    const config = 'method: random\nseed: 5\nparameters:\n  x: {min: 0, max: 9}\n  y: {min: 0.0, max: 9.0}\n';
    const args = async () => {
      const { sweep } = await upsert({ config });
      const [command] = (await beat(await agentFor(sweep!.name))) as (Command & { type: 'run' })[];
      return command!.args;
    };
    const { x, y } = await args();
    expect(Number.isInteger(x!.value)).toBe(true);
    expect(Number.isInteger(y!.value)).toBe(false);
    expect(await args()).toEqual({ x, y });
  });
});
