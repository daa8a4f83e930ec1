import { describe, expect, it } from 'vitest';
import { runKey, runLock } from '../../../../src/wire/run/run-record';

const record = { baseUrl: 'http://h:1', entity: null, project: 'p', id: 'r' };

describe('runKey', () => {
  it('differs as soon as server, entity, project or id differ, however they are cut', () => {
    const keys = [
      record,
      { ...record, baseUrl: 'http://h:2' },
      { ...record, entity: 'e' },
      { ...record, project: 'p/r', id: '' },
      { ...record, project: 'p%2Fr', id: '' },
      { ...record, id: 's' },
    ].map(runKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names the lock', () => {
    expect(runLock(runKey(record))).toBe('spoor:run:http%3A%2F%2Fh%3A1//p/r');
  });
});
