import { describe, expect, expectTypeOf, test } from 'vitest';
import { entityOf, readHeader, type ArchiveHeader } from '../../../../src/server/archive/header';
import type * as wire from '../../../../src/wire/index';
import { recordOf } from '../../journal/entries';
import { headerOf, runOf } from './sample-archive';

const DEFINITION: wire.MetricDefinition = {
  name: 'loss',
  stepMetric: null,
  stepSync: false,
  hidden: false,
  summary: ['min', 'last'],
  goal: 'minimize',
  isDefined: true,
};
const ALERT: wire.Alert = { title: 'high', text: 'the loss', level: 'WARN', waitDuration: 0, at: 5 };

test('what a page writes is what is read', () => {
  expectTypeOf<wire.ArchiveHeader>().toExtend<ArchiveHeader>();
  const record = recordOf({
    id: 'r1',
    project: 'p',
    config: { lr: 1e-3, big: 2n ** 60n, nan: NaN },
    metrics: [DEFINITION],
    singletons: { 'mask/class_labels': { a: { '1': 'cat' } } },
    forkedFrom: { run: 'r0', step: 4 },
    tags: ['a'],
  });
  const run = runOf(3, {
    record,
    alerts: [ALERT],
    openRow: '{"_step":3,"x":NaN}',
    counts: { loss: 3 },
    summary: { loss: 0.5 },
    identity: { storageId: 's', entity: 'me', project: 'p', displayName: null },
    base: null,
    origin: 'abc_1',
    exitCode: 1,
  });
  const read = readHeader(headerOf(run)).run;
  const { baseUrl: _, ...used } = record;
  expect(read).toEqual({ ...run, record: used, identity: { entity: 'me', displayName: null } });
  expect(entityOf(read)).toBe('me');
});

describe('a header that somebody has changed', () => {
  const withRun = (changes: object) => headerOf({ ...runOf(3), ...changes } as never);
  const withRecord = (changes: object) => withRun({ record: { ...runOf(3).record, ...changes } });
  test.each([
    [withRun({ next: { history: 1, events: 0 } }), '"output" of "next" of "run" of its first line must be a whole'],
    [withRun({ acknowledged: [] }), '"acknowledged" of "run" of its first line must be an object, not a list'],
    [withRun({ alerts: [ALERT, { ...ALERT, level: 'LOUD' }] }), '"level" of item 1 of "alerts" of "run" of its first'],
    [withRun({ counts: { a: 'x' } }), '"counts" of "run" of its first line must be numbers by'],
    [withRun({ base: null }), 'a "base" or an "origin"'],
    [withRun({ base: null, origin: '../x' }), '"origin" of "run" of its first line must be 1 to 64 letters'],
    [withRun({ openRow: '[1]' }), 'each line of it must be an object, not a list'],
    [withRun({ identity: { entity: 5, displayName: null } }), '"entity" of "identity" of "run"'],
    [withRun({ exitCode: 0.5 }), '"exitCode" of "run" of its first line must be a whole number, not 0.5'],
    [withRecord({ client: { t: 5 } }), '"client" of "record" of "run" of its first line must be an object, and "t"'],
    [withRecord({ singletons: { e: {} } }), '"singletons" of "record" of "run"'],
    [
      withRecord({ tags: ['a', null] }),
      'item 1 of "tags" of "record" of "run" of its first line must be a string, not',
    ],
    [withRecord({ metrics: [{ ...DEFINITION, goal: 'up' }] }), '"goal" of item 0 of "metrics" of "record"'],
    [withRecord({ startTime: -1 }), '"startTime" of "record" of "run" of its first line must be a time in Unix'],
  ])('is refused: %#', (line, sentence) => {
    expect(() => readHeader(line)).toThrow(
      expect.objectContaining({ code: 'bad-archive', message: expect.stringContaining(sentence) as string }),
    );
  });
});
