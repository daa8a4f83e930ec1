import { describe, expect, it } from 'vitest';
import { liveRecord } from '../../../src/run/live-record';
import type { Row } from '../../../src/wire/index';

function recordOver(row: Row) {
  const written: Record<string, unknown>[] = [];
  const record = liveRecord({
    read: () => row,
    write: (values) => {
      written.push(values);
      Object.assign(row, values);
    },
  });
  return { record, written };
}

describe('liveRecord', () => {
  it('is read like any object', () => {
    const { record } = recordOver({ lr: 0.1, layers: [1, 2] });
    expect(record['lr']).toBe(0.1);
    expect('lr' in record && !('missing' in record)).toBe(true);
    expect(record['missing']).toBeUndefined();
    expect(Object.keys(record)).toEqual(['lr', 'layers']);
    expect({ ...record }).toEqual({ lr: 0.1, layers: [1, 2] });
    expect(JSON.stringify(record)).toBe('{"lr":0.1,"layers":[1,2]}');
  });

  it('writes assignments through, one by one or several at once', () => {
    const { record, written } = recordOver({});
    record['lr'] = 0.1;
    record.update({ a: 1, b: 2 });
    Object.assign(record, { c: 3 });
    expect(written).toEqual([{ lr: 0.1 }, { a: 1, b: 2 }, { c: 3 }]);
    expect({ ...record }).toEqual({ lr: 0.1, a: 1, b: 2, c: 3 });
  });

  it('has nothing of Object.prototype, and can be awaited and logged', async () => {
    const { record } = recordOver({ a: 1 });
    expect(record['constructor']).toBeUndefined();
    expect(record['__proto__']).toBeUndefined();
    expect(await Promise.resolve(record)).toBe(record);
    expect(`${Object.prototype.toString.call(record)}`).toBe('[object Object]');
  });

  it('keeps update() callable, whatever is called "update"', () => {
    const { record } = recordOver({ update: 5 });
    record.update({ a: 1 });
    expect(record['a']).toBe(1);
    expect(Object.keys(record)).toContain('update');
  });

  it('does not pretend to delete', () => {
    const { record } = recordOver({ a: 1 });
    // Either the key is gone, or the attempt is refused; to say "done" and keep it would be a lie.
    const deleted = Reflect.deleteProperty(record, 'a');
    expect('a' in record).toBe(!deleted);
  });
});
