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

/** Writes a position on the axis of relative time; `span` is how much time the axis shows. */
export function formatElapsed(seconds: number, span: number): string {
  if (seconds === 0) return '0';
  const sign = seconds < 0 ? '−' : '';
  const size = Math.abs(seconds);
  if (span < 5) return `${sign}${Number(size.toFixed(3))} s`;
  if (span < 120) return `${sign}${Number(size.toFixed(1))} s`;
  if (size < 3600) return `${sign}${Math.floor(size / 60)}:${String(Math.floor(size % 60)).padStart(2, '0')}`;
  return `${sign}${Math.floor(size / 3600)}:${String(Math.floor((size % 3600) / 60)).padStart(2, '0')} h`;
}
