import { describe, expect, it } from 'vitest';
import { entriesOf, entryOfAlert, entryOfChange, mergeEntries } from '../../../../src/dashboard/log/log-entries';
import { sampleRun } from '../run/sample-run';

const texts = (run: Parameters<typeof entriesOf>[0]) => entriesOf(run).map((entry) => entry.text);

describe('entriesOf', () => {
  it('tells a finished run from its first word to its last', () => {
    const run = sampleRun({ exitCode: 0, lineCount: 3, summary: { _timestamp: 1000, _runtime: 5, _step: 2 } });
    expect(texts(run)).toEqual(['The server first heard of this run', 'Started', 'Last of 3 rows logged', 'Finished']);
  });

  it('does not tell of a clock that is not a moment', () => {
    expect(texts(sampleRun({ summary: { _timestamp: 1e300, _runtime: 0 } }))).toEqual([
      'The server first heard of this run',
      'Finished',
    ]);
  });

  it('tells failure with its exit code, and silence', () => {
    expect(entriesOf(sampleRun({ state: 'failed', exitCode: 3 })).at(-1)).toMatchObject({
      text: 'Failed',
      detail: 'exit code 3',
      tone: 'bad',
    });
    expect(texts(sampleRun({ state: 'interrupted' })).at(-1)).toBe('Last sign of life');
    expect(entriesOf(sampleRun({ state: 'crashed' })).at(-1)).toMatchObject({ text: 'Last sign of life', tone: 'bad' });
  });

  it('knows resumed runs by what their client says', () => {
    expect(texts(sampleRun({ client: { t: { '3': [2, 5] } } }))).toContain('Resumed at least once');
    expect(texts(sampleRun({ client: { t: { '3': [2] } } }))).not.toContain('Resumed at least once');
  });
});

describe('entryOfChange', () => {
  it('tells a resumed run from one that is heard of again', () => {
    expect(entryOfChange('finished', 'running', 1).text).toBe('Resumed');
    expect(entryOfChange('interrupted', 'running', 1).text).toBe('Heard of again');
    expect(entryOfChange('running', 'interrupted', 1)).toMatchObject({ text: 'Interrupted', tone: 'warning' });
    expect(entryOfChange('interrupted', 'crashed', 1)).toMatchObject({ text: 'Given up', tone: 'bad' });
    expect(entryOfChange('pending', 'running', 1).text).toBe('Started');
    expect(entryOfChange('failed', 'pending', 1).text).toBe('Waits to be started');
  });
});

describe('entryOfAlert', () => {
  it('tells title, text and how severe it is', () => {
    expect(entryOfAlert({ at: 5, title: 'loss', text: 'is NaN', severity: 'ERROR' })).toEqual({
      at: 5,
      text: 'Alert: loss',
      detail: 'is NaN',
      tone: 'bad',
    });
    expect(entryOfAlert({ at: 5, title: 'done', text: '', severity: 'INFO' })).toEqual({
      at: 5,
      text: 'Alert: done',
      tone: 'plain',
    });
  });
});

describe('mergeEntries', () => {
  it('lists once what was both seen and told, the latest first', () => {
    const told = [
      { at: 1000, text: 'Started', tone: 'plain' as const },
      { at: 50_000, text: 'Failed', tone: 'bad' as const },
    ];
    const seen = [entryOfChange('running', 'failed', 50_400), entryOfChange('failed', 'running', 90_000)];
    expect(mergeEntries(told, seen).map((entry) => entry.text)).toEqual(['Resumed', 'Failed', 'Started']);
  });
});
