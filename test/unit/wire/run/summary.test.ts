import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRow, type Row } from '../../../../src/wire/line/line';
import { foldRow } from '../../../../src/wire/run/summary';

const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', '_type');
const row: fc.Arbitrary<Row> = fc.letrec<{ row: Row }>((tie) => ({
  row: fc
    .dictionary(
      key,
      fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.constant(NaN),
        fc.constant(null),
        fc.array(fc.integer(), { maxLength: 2 }),
        tie('row'),
      ),
      { maxKeys: 3 },
    )
    .map((value): Row => Object.fromEntries(Object.entries(value))),
})).row;

const copy = (value: Row): Row => structuredClone(value);

describe('foldRow', () => {
  it('is idempotent: the same row twice has no further effect', () => {
    fc.assert(
      fc.property(row, row, (summary, next) => {
        const once = foldRow(copy(summary), copy(next));
        deepStrictEqual(foldRow(copy(once), copy(next)), once);
      }),
    );
  });

  it('is associative: folding two rows one by one, or the second into the first before', () => {
    fc.assert(
      fc.property(row, row, row, (summary, first, second) => {
        // A media value or a plain one in the first row makes the order matter for what was there before; so do the
        // laws of "last".
        const oneByOne = foldRow(foldRow(copy(summary), copy(first)), copy(second));
        const together = foldRow(copy(summary), foldRow(copy(first), copy(second)));
        if (!mixesKinds(first, second)) deepStrictEqual(together, oneByOne);
      }),
    );
  });

  it('leaves an empty summary with the row itself, and any summary as it is for an empty row', () => {
    fc.assert(
      fc.property(row, (next) => {
        deepStrictEqual(foldRow({}, copy(next)), next);
        deepStrictEqual(foldRow(copy(next), {}), next);
      }),
    );
  });

  it('does not change the rows that it folds', () => {
    const first: Row = { a: { x: 1 } };
    const second: Row = { a: { y: 2 } };
    const summary = foldRow(foldRow({}, first), second);
    expect(summary).toEqual({ a: { x: 1, y: 2 } });
    expect(first).toEqual({ a: { x: 1 } });
    expect(second).toEqual({ a: { y: 2 } });
  });

  it('merges nested objects leaf by leaf and replaces media whole', () => {
    const summary: Row = {
      val: { loss: 1, acc: 0.5 },
      picture: { _type: 'image-file', path: 'old', caption: 'seven' },
    };
    foldRow(summary, { val: { acc: 0.6 }, picture: { _type: 'image-file', path: 'new' } });
    expect(summary).toEqual({ val: { loss: 1, acc: 0.6 }, picture: { _type: 'image-file', path: 'new' } });
  });

  it('cannot be made to touch a prototype', () => {
    foldRow({}, parseRow('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
    foldRow(parseRow('{"__proto__":{"a":1}}'), parseRow('{"__proto__":{"polluted":1}}'));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

/** Whether a key is an object to merge in one row and anything else in the other, at some depth. */
function mixesKinds(first: Row, second: Row): boolean {
  return Object.entries(first).some(([name, value]) => {
    if (!Object.hasOwn(second, name)) return false;
    const other = second[name]!;
    const isPlain = (item: unknown): item is Row =>
      typeof item === 'object' && item !== null && !Array.isArray(item) && !('_type' in item);
    if (isPlain(value) && isPlain(other)) return mixesKinds(value, other);
    return isPlain(value) !== isPlain(other);
  });
}
