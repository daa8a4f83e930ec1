import { parse, type Range } from 'range-parser';

/** What `parse` says of a header: bits of `code`. */
const MALFORMED = 1;
const UNSATISFIABLE = 2;

/**
 * Reads a Range header that asks for one part, with first and last byte included; null, so the whole file, for anything
 * else (RFC 9110 allows that).
 */
export function parseRange(header: string | undefined, size: number): Range | 'unsatisfiable' | null {
  const { code, type, ranges } = parse(size, header ?? '');
  if (type !== 'bytes' || code & MALFORMED || ranges.length > 1) return null;
  return ranges[0] ?? (code & UNSATISFIABLE ? 'unsatisfiable' : null);
}
