import { expect, it } from 'vitest';
import { jsonOf } from '../../../../src/dashboard/format/json';
import { nestedRow } from '../nested-row';

it('writes NaN and long integers as they were logged, and tells where it could not go', () => {
  expect(jsonOf({ a: [NaN, 2n ** 60n + 1n, 'x'] })).toBe('{"a":[NaN,1152921504606846977,"x"]}');
  expect(jsonOf(nestedRow(50_000))).toBe('…');
});
