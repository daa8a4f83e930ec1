/** The furthest that a Date reaches. */
const FURTHEST = 8.64e15;

/**
 * Whether a number is a moment at all. Clocks of runs are what their clients say: a Date of 1e300 throws when it is
 * written.
 */
export function isMoment(at: number): boolean {
  return Math.abs(at) <= FURTHEST;
}

/** Writes how long ago something was. `at` and `now` are Unix milliseconds. */
export function formatAgo(at: number, now: number): string {
  if (!isMoment(at)) return '–';
  const seconds = (now - at) / 1000;
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 30 * 86_400) return `${Math.floor(seconds / 86_400)} d ago`;
  return formatDate(at);
}

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Writes the day of a moment. */
export function formatDate(at: number): string {
  return isMoment(at) ? DATE.format(at) : '–';
}

/** Writes the time of day. */
export function formatClock(at: number): string {
  return isMoment(at) ? CLOCK.format(at) : '–';
}

/** Writes a moment in full: `24 Nov 2026, 07:31:05`. */
export function formatMoment(at: number): string {
  return isMoment(at) ? `${formatDate(at)}, ${formatClock(at)}` : '–';
}

/** Writes a moment for machines, where it is one. */
export function isoTime(at: number): string | undefined {
  return isMoment(at) ? new Date(at).toISOString() : undefined;
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** Writes positions on the axis of wall time (Unix seconds), `gap` apart, as finely as tells them apart. */
export function formatWallTimes(positions: readonly number[], gap: number): string[] {
  const moments = positions.filter((seconds) => isMoment(seconds * 1000)).map((seconds) => new Date(seconds * 1000));
  const areOfOne = (part: (at: Date) => unknown) => new Set(moments.map(part)).size <= 1;
  const day = areOfOne((at) => at.getFullYear()) ? DAY : DATE;
  const isOneDay = areOfOne((at) => at.toDateString());
  const two = (part: number) => String(part).padStart(2, '0');
  return positions.map((seconds) => {
    if (!isMoment(seconds * 1000)) return '–';
    const at = new Date(seconds * 1000);
    if (gap >= 86_400) return day.format(at);
    const minutes = `${two(at.getHours())}:${two(at.getMinutes())}`;
    if (!isOneDay) return `${day.format(at)} ${minutes}${gap < 60 ? `:${two(at.getSeconds())}` : ''}`;
    if (gap >= 60) return minutes;
    if (gap >= 1) return `${minutes}:${two(at.getSeconds())}`;
    return `${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
  });
}
