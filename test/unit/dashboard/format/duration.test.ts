import { describe, expect, it } from 'vitest';
import { formatDuration, formatElapsed } from '../../../../src/dashboard/format/duration';

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [0.42, '420ms'],
    [3.21, '3.2s'],
    [9.97, '10s'],
    [59.4, '59s'],
    [59.6, '1m 00s'],
    [200, '3m 20s'],
    [3725, '1h 02m'],
    [100_000, '1d 03h'],
    [-1, '–'],
    [NaN, '–'],
  ])('writes %d as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatElapsed', () => {
  it.each([
    [0, 10, '0'],
    [0.25, 2, '0.25s'],
    [90, 100, '90s'],
    [90, 600, '1:30'],
    [5400, 10_000, '1:30h'],
    [-90, 600, '−1:30'],
  ])('writes %d on an axis of %d s as %s', (seconds, span, text) => {
    expect(formatElapsed(seconds, span)).toBe(text);
  });
});
