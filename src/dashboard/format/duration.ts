/**
 * Writes a length of time with its two largest units.
 *
 * @example formatDuration(3725) // '1 h 02 min'
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(whole, 60, 'min', 1, 's');
  if (whole < 86_400) return pair(whole, 3600, 'h', 60, 'min');
  return pair(whole, 86_400, 'd', 3600, 'h');
}

function pair(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const first = Math.floor(seconds / large);
  const second = Math.floor((seconds % large) / small);
  return `${first} ${largeName} ${String(second).padStart(2, '0')} ${smallName}`;
}

/** Writes positions on the axis of relative time, `gap` apart, as finely as tells them apart. */
export function formatElapsed(positions: readonly number[], gap: number): string[] {
  const furthest = Math.max(...positions.map(Math.abs));
  return positions.map((seconds) => {
    if (seconds === 0) return '0';
    const sign = seconds < 0 ? '−' : '';
    const size = Number(Math.abs(seconds).toFixed(gap < 1 ? 3 : 0));
    if (furthest < 120) return `${sign}${size} s`;
    const rest = gap < 1 ? (size % 60).toFixed(3).padStart(6, '0') : two(size % 60);
    if (size < 3600) return `${sign}${Math.floor(size / 60)}:${rest}`;
    const hours = `${sign}${Math.floor(size / 3600)}:${two(Math.floor((size % 3600) / 60))}`;
    return gap < 60 ? `${hours}:${rest}` : `${hours} h`;
  });
}

const two = (part: number) => String(part).padStart(2, '0');
