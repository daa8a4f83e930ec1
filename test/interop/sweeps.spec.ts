import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect } from 'vitest';
import type { Row } from '../../src/wire/index';
import { clients } from './clients';
import { test, type InteropServer } from './suite';

const run = async (server: InteropServer, ...args: string[]): Promise<Row> =>
  (await server.python('sweeps.py', { args })).result;

interface Trial {
  config: { lr: number; layers: number };
  state: string;
  loss: number;
}

describe(clients.wandb, () => {
  test('searches a grid with an agent', async ({ server }) => {
    const sweep = await run(server, 'grid');
    expect(sweep).toMatchObject({
      state: 'FINISHED',
      name: 'a grid',
      order: '+summary_metrics.loss',
      expected: 4,
      agents: [['FINISHED', 4]],
    });
    const others = { fixed: 'ünï', nested: { deep: [1, 2] } };
    expect((sweep['runs'] as Row[]).map(({ config }) => config)).toEqual([
      { lr: 0.1, layers: 1, ...others },
      { lr: 0.2, layers: 1, ...others },
      { lr: 0.1, layers: 2, ...others },
      { lr: 0.2, layers: 2, ...others },
    ]);
    expect(sweep['best']).toEqual({ config: { lr: 0.1, layers: 1, ...others }, loss: 0.01 });
  });

  test('searches at random, for a count of runs', async ({ server }) => {
    const sweep = await run(server, 'random');
    const trials = sweep['runs'] as unknown as Trial[];
    expect(sweep).toMatchObject({ state: 'RUNNING', order: '-summary_metrics.loss', expected: null });
    expect(trials).toHaveLength(2);
    for (const { config, state } of trials) {
      expect(config.lr).toBeGreaterThanOrEqual(0);
      expect(config.lr).toBeLessThan(1);
      expect([2, 4, 6, 8]).toContain(config.layers);
      expect(state).toBe('finished');
    }
    expect(sweep['best']).toMatchObject({ loss: Math.max(...trials.map(({ loss }) => loss)) });
  });

  test('is told that bayes becomes random; run_cap ends the sweep', async ({ server }) => {
    const { result, output } = await server.python('sweeps.py', { args: ['capped'] });
    expect(output).toContain('This server has no Bayesian search');
    expect(result).toMatchObject({ state: 'FINISHED', expected: 1, listed: true });
    expect(result['runs']).toHaveLength(1);
  });

  test('stops a sweep with `wandb sweep --stop`', async ({ server }) => {
    const sweep = await run(server, 'stopped');
    expect(sweep).toMatchObject({ state: 'FINISHED', agents: [['FINISHED', 1]], runs: [{ state: 'finished' }] });
  });

  test('cancels a sweep and its runs with `wandb sweep --cancel`', async ({ server }) => {
    const sweep = await run(server, 'canceled');
    expect(sweep).toMatchObject({ state: 'CANCELED', agents: [['FINISHED', 1]], runs: [{ state: 'killed' }] });
  });

  test('gets a run that was preempted once more, under its name; a sweep is pending until an agent asks', async ({
    server,
  }) => {
    const sweep = await run(server, 'preempted');
    expect(sweep).toMatchObject({
      begun: 3,
      same: true,
      state: 'FINISHED',
      states: ['PENDING', 'RUNNING', 'RUNNING', 'RUNNING'],
    });
    expect((sweep['runs'] as unknown as Trial[]).map(({ config, state }) => [config.lr, state])).toEqual([
      [0.1, 'finished'],
      [0.2, 'finished'],
    ]);
  });

  test('is told what is wrong with a config', async ({ server }) => {
    expect(await run(server, 'refused')).toEqual({
      method: expect.stringContaining('must have a "method"'),
      parameters: expect.stringContaining('must have "parameters"'),
      grid: expect.stringContaining('no list of values: lr'),
      distribution: expect.stringContaining('"poisson"'),
    });
  });

  test('runs a program with `wandb sweep` and `wandb agent`', async ({ server }) => {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-sweep-'));
    try {
      copyFileSync(resolve('test/interop/programs/trial.py'), join(folder, 'trial.py'));
      const parameters = 'parameters:\n  lr:\n    values: [0.5, 1.5]\n  layers:\n    value: 3\n';
      writeFileSync(
        join(folder, 'sweep.yaml'),
        `program: trial.py\nmethod: grid\nmetric:\n  name: loss\n${parameters}`,
      );
      // The agent starts its programs with whatever is called python.
      const env = { WANDB_PROJECT: 'search', PATH: `${resolve('test/interop/.venv/bin')}:${process.env['PATH']}` };
      const { output } = await server.wandb(['sweep', 'sweep.yaml'], { folder, env });
      const [, id] = /wandb agent \S*?(\w+)\s/.exec(output) ?? [];
      await server.wandb(['agent', `local/search/${id}`], { folder, env });
      const sweep = await run(server, 'read', id!);
      expect((sweep['runs'] as unknown as Trial[]).map(({ config, loss }) => [config.lr, config.layers, loss])).toEqual(
        [
          [0.5, 3, 1.5],
          [1.5, 3, 4.5],
        ],
      );
      expect(sweep).toMatchObject({ state: 'FINISHED', agents: [['FINISHED', 2]] });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
