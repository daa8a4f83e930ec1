import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { InitOptions } from '../../../../src/run/options';
import { Run } from '../../../../src/run/run';
import { StatusReporter } from '../../../../src/run/status/status-reporter';
import { Recorder, recordOf, withoutTimes } from '../recorder';

describe('beforeLog', () => {
  let recorder: Recorder;
  let reporter: StatusReporter;

  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    recorder = new Recorder();
    reporter = new StatusReporter('online');
  });

  const open = (beforeLog: InitOptions['beforeLog']) =>
    new Run({ record: recordOf(), step: 0, resumed: false, summary: {}, pinned: {}, beforeLog }, reporter, recorder);
  const rows = () => recorder.rows.map((row) => withoutTimes(String(row)));

  it('sees each row first and may change it', () => {
    const run = open(({ email: _email, ...row }) => row);
    run.log({ email: 'a@b', loss: 1 });
    expect(rows()).toEqual([{ loss: 1, _step: 0 }]);
    expect(reporter.status.dropped).toEqual({});
  });

  it('keeps a row out by null, and by failing; both are counted, and no step is used up', () => {
    const run = open((row) => {
      if (row['bad']) throw new Error('cannot redact');
      return row['secret'] ? null : row;
    });
    run.log({ secret: 1 });
    run.log({ bad: 1 });
    run.log({ loss: 1 });
    expect(rows()).toEqual([{ loss: 1, _step: 0 }]);
    expect(reporter.status.dropped).toEqual({ withheld: 2 });
    expect(reporter.status.logged).toBe(1);
  });

  it.each<[string, (row: Record<string, unknown>) => unknown, string]>([
    ['a promise', async (row) => row, 'beforeLog must not be async'],
    ['nothing', () => undefined, 'beforeLog returned undefined; return the row, or null to keep it out'],
    ['a string', () => 'row', 'beforeLog returned "row"'],
    ['a Map', (row) => new Map(Object.entries(row)), 'beforeLog returned a Map: take Object.fromEntries(…) of it'],
    ['a list', (row) => [row], 'beforeLog returned an array'],
  ])('keeps a row out for which it gives %s, and says what is wrong', (_kind, beforeLog, sentence) => {
    const run = open(beforeLog as InitOptions['beforeLog']);
    const details: string[] = [];
    run.on('drop', ({ detail }) => details.push(detail));
    run.log({ loss: 1 });
    expect(rows()).toEqual([]);
    expect(run.status()).toMatchObject({ logged: 0, dropped: { withheld: 1 } });
    expect(details).toEqual([expect.stringContaining(sentence)]);
  });

  it('keeps out its part of a row that is being filled, and leaves the rest', () => {
    const run = open((row) => (row['secret'] ? null : row));
    run.log({ a: 1 }, { commit: false });
    run.log({ secret: 1 });
    expect(rows()).toEqual([{ a: 1, _step: 0 }]);
  });
});
