import { describe, expect } from 'vitest';
import { startTestServer } from '../support/server';
import { clients } from './clients';
import { testOf } from './suite';

const test = testOf('life.py');
const hex = (text: string) => Buffer.from(text).toString('hex');

describe(clients.wandb, () => {
  test('initializes a run with name, notes, tags, group, job type and config', ({ outcome }) => {
    expect(outcome('init')).toEqual({
      name: 'first light',
      notes: 'with *notes*\nin two lines',
      tags: ['a', 'ünï'],
      group: 'g',
      job_type: 'train',
      state: 'finished',
      user: 'local',
    });
  });

  test('takes the name that the server invents', ({ outcome }) => {
    expect(outcome('invented_name')).toMatch(/^[a-z]+-[a-z]+-\d+$/);
  });

  test('changes name, notes, tags and config during the run', ({ outcome }) => {
    expect(outcome('changes')).toEqual({
      name: 'after',
      notes: 'noted',
      tags: ['new', 'old'],
      config: { lr: 2, more: true, set: [1, 2] },
    });
  });

  test('finishes with exit code 0, 1 and another', ({ outcome }) => {
    expect(outcome('exit_codes')).toEqual([
      ['finished', 0],
      ['failed', 1],
      ['failed', 3],
    ]);
  });

  test.for([
    ['exits', 3, 'failed'],
    ['raises', 1, 'failed'],
  ] as const)('tells how its program ends: %s', async ([how, exitCode, state], { server }) => {
    const { result } = await server.python('crash.py', { args: [how], exitCode });
    const answer = await server.graphql<{ project: { run: object } }>(
      `{ project(name: "crash") { run(name: "${String(result['id'])}") { state exitcode historyLineCount } } }`,
    );
    expect(answer.data!.project.run).toEqual({ state, exitcode: exitCode, historyLineCount: 1 });
  });

  test('crashes: the run is interrupted when it has been silent for five minutes, and found dead after a week', async ({
    server,
  }) => {
    let ahead = 0;
    await using own = await startTestServer({ now: () => Date.now() + ahead });
    const { result } = await server.python('crash.py', { args: ['dies'], exitCode: 7, server: own });
    const state = async () => {
      const answer = await own.graphql<{ project: { run: { state: string; historyLineCount: number } } }>(
        `{ project(name: "crash") { run(name: "${String(result['id'])}") { state historyLineCount } } }`,
      );
      return answer.data!.project.run;
    };
    expect(await state()).toEqual({ state: 'running', historyLineCount: 1 });
    ahead = 6 * 60_000;
    expect(await state()).toEqual({ state: 'interrupted', historyLineCount: 1 });
    ahead = 8 * 24 * 3_600_000;
    expect(await state()).toEqual({ state: 'crashed', historyLineCount: 1 });
    expect(own.reported).toEqual([]);
  });

  test('saves files at once, live and at the end', ({ outcome }) => {
    expect(outcome('save')).toEqual({
      'live.txt': hex('live two'),
      'now.txt': hex('now one'),
      'end.txt': hex('end two'),
      'er/a.bin': Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString('hex'),
      'er/empty.txt': '',
      'er/ünï code.txt': hex('x'),
    });
  });

  test('sends console output, and reads it back in pages', ({ outcome }) => {
    expect(outcome('console')).toEqual([
      ['', 'to the output ключ'],
      ['error', 'to the errors'],
      ['', 'two'],
    ]);
  });

  test('alerts, held back by title within the wait', ({ outcome }) => {
    expect(outcome('alerts')).toEqual([
      { title: 'low', text: 'the first', severity: 'WARN' },
      { title: 'high', text: 'of another title', severity: 'ERROR' },
      { title: 'often', text: 'no wait', severity: 'INFO' },
      { title: 'often', text: 'no wait', severity: 'INFO' },
    ]);
  });

  test('is interrupted when somebody stops its run', ({ outcome }) => {
    expect(outcome('stop')).toBe('killed');
  });

  test('marks a run that is about to be preempted', ({ outcome }) => {
    expect(outcome('about_to_be_preempted')).toBe('finished');
  });

  test('is preempted when such a run ends before it is done, and fails when it does so the next time', ({
    outcome,
  }) => {
    expect(outcome('preempting')).toEqual(['finished', 'preempted', 'preempted', 'failed']);
  });
});
