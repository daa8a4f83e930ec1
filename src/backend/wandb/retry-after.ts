/** A server may ask for a pause, but not for a day: the journal is waiting. */
const LONGEST_MS = 300_000;

/** Reads a Retry-After header, seconds or a date (RFC 9110, 10.2.3), as milliseconds from `now`. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.min(LONGEST_MS, Math.max(0, wait));
}
