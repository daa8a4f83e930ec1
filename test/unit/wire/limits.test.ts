import { describe, expect, it } from 'vitest';
import { isTooLong, MAX_LINE_BYTES } from '../../../src/wire/index';

describe('isTooLong', () => {
  it('counts the bytes that UTF-8 takes', () => {
    expect(isTooLong('x'.repeat(MAX_LINE_BYTES))).toBe(false);
    expect(isTooLong('x'.repeat(MAX_LINE_BYTES + 1))).toBe(true);
    expect(isTooLong('€'.repeat(Math.floor(MAX_LINE_BYTES / 3)))).toBe(false);
    expect(isTooLong('€'.repeat(Math.floor(MAX_LINE_BYTES / 3) + 1))).toBe(true);
  });
});
