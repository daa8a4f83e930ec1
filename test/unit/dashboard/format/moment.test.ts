import { describe, expect, it } from 'vitest';
import { formatAgo, formatMoment, formatWallTimes, isoTime } from '../../../../src/dashboard/format/moment';

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

it.each([NaN, 1e300, -1e16, Infinity])('%d is not a moment that anything throws on', (at) => {
  expect([formatMoment(at), ...formatWallTimes([at], 1), ...formatWallTimes([at], 86_400), isoTime(at)]).toEqual([
    '–',
    '–',
    '–',
    undefined,
  ]);
});

describe('formatWallTimes', () => {
  const at = (day: number, hour: number, ...rest: number[]) => new Date(2026, 10, day, hour, ...rest).getTime() / 1000;

  it('is as fine as the labels are close', () => {
    const moment = at(24, 7, 5, 9, 250);
    expect([0.5, 1, 60, 86_400].map((gap) => formatWallTimes([moment], gap)[0])).toEqual([
      '09.250',
      '07:05:09',
      '07:05',
      '24 Nov',
    ]);
  });

  it('names the day where there are several, and the year', () => {
    expect(formatWallTimes([at(24, 12), at(25, 0), at(25, 12)], 43_200)).toEqual([
      '24 Nov 12:00',
      '25 Nov 00:00',
      '25 Nov 12:00',
    ]);
    expect(formatWallTimes([at(1, 0), at(366, 0)], 365 * 86_400)).toEqual(['1 Nov 2026', '1 Nov 2027']);
  });
});
