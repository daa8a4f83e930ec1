/**
 * Reads a Retry-After header, seconds or a date (RFC 9110, 10.2.3), as milliseconds from `now`, but not more than
 * `longest`: a server may ask for a pause, but not for ever. Undefined when there is none, or it cannot be read.
 */
export function retryAfter(header: string | null, now: number, longest: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.min(longest, Math.max(0, wait));
}
