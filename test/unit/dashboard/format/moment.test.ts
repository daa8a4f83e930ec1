import { describe, expect, it } from 'vitest';
import { formatAgo, formatMoment, formatWallTime, isoTime } from '../../../../src/dashboard/format/moment';

describe('formatAgo', () => {
  const now = Date.UTC(2026, 10, 24, 12);
  it.each([
    [now + 900, 'just now'],
    [now - 4_000, 'just now'],
    [now - 42_000, '42 s ago'],
    [now - 150_000, '2 min ago'],
    [now - 7_300_000, '2 h ago'],
    [now - 3 * 86_400_000, '3 d ago'],
    [NaN, '–'],
    [1e300, '–'],
    [-Infinity, '–'],
  ])('writes %d as %s', (at, text) => {
    expect(formatAgo(at, now)).toBe(text);
  });
});

it.each([NaN, 1e300, -1e16, Infinity])('%d is no moment that anything throws on', (at) => {
  expect([formatMoment(at), formatWallTime(at, 1), formatWallTime(at, 86_400), isoTime(at)]).toEqual(['–', '–', '–', undefined]);
});

describe('formatWallTime', () => {
  it('is as fine as the labels are close', () => {
    const at = new Date(2026, 10, 24, 7, 5, 9, 250).getTime() / 1000;
    expect([0.5, 1, 60, 86_400].map((gap) => formatWallTime(at, gap))).toEqual(['09.250', '07:05:09', '07:05', '24 Nov']);
  });
});
