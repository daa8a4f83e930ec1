import { describe, expect, it } from 'vitest';
import { formatDuration, formatElapsed } from '../../../../src/dashboard/format/duration';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '420 ms'],
    [3.21, '3.2 s'],
    [9.97, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00 s'],
    [200, '3 min 20 s'],
    [3725, '1 h 02 min'],
    [100_000, '1 d 03 h'],
    [-1, '–'],
    [NaN, '–'],
  ])('writes %d as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatElapsed', () => {
  it.each([
    [0, 10, '0'],
    [0.25, 2, '0.25 s'],
    [90, 100, '90 s'],
    [90, 600, '1:30'],
    [5400, 10_000, '1:30 h'],
    [-90, 600, '−1:30'],
  ])('writes %d on an axis of %d s as %s', (seconds, span, text) => {
    expect(formatElapsed(seconds, span)).toBe(text);
  });
});
