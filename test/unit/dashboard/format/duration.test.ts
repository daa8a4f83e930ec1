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
    [[0, 0.25, 0.5], 0.25, ['0', '0.25 s', '0.5 s']],
    [[0, 30, 60, 90], 30, ['0', '30 s', '60 s', '90 s']],
    [[-90, 0, 90, 180], 90, ['−1:30', '0', '1:30', '3:00']],
    [[1800, 3600, 5400], 1800, ['30:00', '1:00 h', '1:30 h']],
    // Far into a run and zoomed in, seconds tell labels apart.
    [[7200, 7220, 7240], 20, ['2:00:00', '2:00:20', '2:00:40']],
    [[7200, 7200.5, 7201], 0.5, ['2:00:00.000', '2:00:00.500', '2:00:01.000']],
  ])('writes %j, %d s apart, as %j', (positions, gap, labels) => {
    expect(formatElapsed(positions, gap)).toEqual(labels);
  });
});
