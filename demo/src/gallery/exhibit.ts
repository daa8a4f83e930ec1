/** What the server has of a value: its JSON in the row, and the files that the JSON names. */
export interface Stored {
  json: Record<string, unknown>;
  file: (path: unknown) => Promise<Blob>;
}

/** One kind of value that can be logged, made here from something real. */
export interface Exhibit {
  /** The class that is logged. */
  kind: string;
  /** What is seen. */
  what: string;
  /** Its metric. */
  key: string;
  /** The tab of the dashboard that shows it, and what is there when it is drawn, as a CSS selector within its card. */
  shown: { tab: string; selector: string };
  /** The value of one of {@link STEPS}. */
  make: (step: number) => unknown;
  /** What differs between the value of a step and what the server has of it; null when it is the same. */
  difference: (stored: Stored, step: number) => Promise<string | null>;
}

/** So often each is logged. */
export const STEPS = 3;

/** Null when both have the same bytes. */
export async function differentBytes(stored: Blob, given: Blob): Promise<string | null> {
  const [is, was] = await Promise.all([stored, given].map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return is!.length === was!.length && is!.every((byte, i) => byte === was![i])
    ? null
    : `${is!.length} bytes are stored, which differ from the ${was!.length} that were logged`;
}

/** Null when both lists have the same numbers, but for a `tolerance`. */
export function differentNumbers(stored: ArrayLike<number>, given: ArrayLike<number>, tolerance = 0): string | null {
  if (stored.length !== given.length) return `${stored.length} numbers are stored, not ${given.length}`;
  const at = Array.from(given).findIndex((value, i) => !(Math.abs(value - stored[i]!) <= tolerance));
  return at < 0 ? null : `number ${at} is stored as ${stored[at]}, not ${given[at]}`;
}
