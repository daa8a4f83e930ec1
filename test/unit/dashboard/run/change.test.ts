import { describe, expect, it } from 'vitest';
import { withAnswer, withChange, withFresh, withLines } from '../../../../src/dashboard/run/change';
import type { RunChange } from '../../../../src/wire/index';
import { sampleRun } from './sample-run';

const change: RunChange = {
  entity: 'local',
  project: 'p',
  run: 'r1',
  displayName: '',
  state: 'running',
  heartbeatAt: '2026-11-24T00:00:00Z',
  lineCount: 10,
  summary: { _step: 9, loss: 1 },
  revision: 1,
  urgent: null,
};

describe('changes of a run', () => {
  it('takes over what the live connection says, but no empty name', () => {
    expect(withChange(sampleRun(), change)).toMatchObject({
      name: 'first',
      state: 'running',
      lineCount: 10,
      summary: { _step: 9, loss: 1 },
    });
  });

  it('goes on with the lines, which come before the summary that tells of them', () => {
    const run = withLines(sampleRun({ lineCount: 10, summary: { _step: 9, loss: 1 } }), {
      run: 'r1',
      stream: 'history',
      lineCount: 12,
      lines: [10, 11],
      values: { _step: [10, 11], _runtime: [1, null] },
      others: [],
    });
    expect(run).toMatchObject({ lineCount: 12, summary: { _step: 11, _runtime: 1, loss: 1 } });
    expect(withChange(run, { ...change, lineCount: 12 }).summary).toEqual({ _step: 11, _runtime: 1, loss: 1 });
  });

  it('counts samples of the machine apart from rows', () => {
    const run = sampleRun({ lineCount: 10, eventCount: 1, summary: { _step: 9 } });
    const change = {
      run: 'r1',
      stream: 'events' as const,
      lineCount: 20,
      lines: [19],
      values: { _runtime: [300] },
      others: [],
    };
    expect(withLines(run, change)).toEqual({ ...run, eventCount: 20 });
  });

  it('keeps its place when the run is asked for again and its summary lags behind', () => {
    const run = sampleRun({ lineCount: 12, summary: { _step: 11, loss: 1 } });
    const answer = sampleRun({ lineCount: 12, exitCode: 0, summary: { _step: 9, loss: 0.5 } });
    expect(withAnswer(run, answer)).toMatchObject({ exitCode: 0, summary: { _step: 11, loss: 0.5 } });
    expect(withAnswer(undefined, answer)).toBe(answer);
    expect(withAnswer(run, sampleRun({ lineCount: 3, summary: { _step: 2 } })).summary).toEqual({ _step: 2 });
  });

  it('goes back when the run was rewound', () => {
    const run = sampleRun({ lineCount: 12, summary: { _step: 11 } });
    expect(withChange(run, { ...change, lineCount: 5, summary: { _step: 4 } }).summary).toEqual({ _step: 4 });
  });
});

it('knows up to which line a metric that is not a number has rows', () => {
  const lines = { run: 'r1', stream: 'history', lineCount: 12, lines: [11], values: {}, others: ['said'] } as const;
  expect(withFresh(new Map([['image', 3]]), { ...lines, lines: [11], others: ['said'] })).toEqual(
    new Map([
      ['image', 3],
      ['said', 12],
    ]),
  );
  expect(withFresh(new Map(), { ...lines, lines: [11], others: ['said'] }, (key) => `r1 ${key}`)).toEqual(
    new Map([['r1 said', 12]]),
  );
});
