import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../../src/wire/index';

const NOW = Date.parse('2026-10-21T07:28:00Z');

describe('retryAfter', () => {
  it.each<[string | null, number | undefined]>([
    [null, undefined],
    ['', undefined],
    [' ', undefined],
    ['soon', undefined],
    ['0', 0],
    ['1', 1_000],
    ['1.5', 1_500],
    [' 7 ', 7_000],
    ['300', 300_000],
    ['86400', 300_000],
    ['Infinity', 300_000],
    ['-5', 0],
    ['Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
    ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
    ['Wed, 21 Oct 2126 07:28:00 GMT', 300_000],
    ['Wed, 45 Oct 2026 07:28:30 GMT', undefined],
  ])('reads %j as %s', (header, milliseconds) => expect(retryAfter(header, NOW, 300_000)).toBe(milliseconds));
});
