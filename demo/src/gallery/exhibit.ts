import type { Lesson } from './lesson';

/** What the server has of a value: what stands in the row, its files, and the run's config. */
export interface Stored {
  value: unknown;
  file: (path: unknown) => Promise<Blob>;
  config: unknown;
}

/** One value that can be logged, made here from something real. */
export interface Exhibit {
  /** The class that is logged, or the function that makes it. */
  kind: string;
  /** What is seen. */
  what: string;
  /** Its metric. */
  key: string;
  /** Where it stands in the row. Default: at `key`. */
  storedAt?: string;
  /** The tab of the dashboard that shows it, and what is there when it is drawn, as a CSS selector within its card. */
  shown: { tab: string; selector: string };
  /** The value of a step. */
  make: (lesson: Lesson) => unknown;
  /** What differs between the value of a step and what the server has of it; null when it is the same. */
  difference: (stored: Stored, lesson: Lesson) => string | null | Promise<string | null>;
}

/** The fields of a stored value; none when it is something else. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The file of a stored value that has one. */
export function fileOf({ value, file }: Stored): Promise<Blob> {
  return file(fieldsOf(value)['path']);
}

/** Null when both are the same as JSON. */
export function differentJson(stored: unknown, given: unknown): string | null {
  const [is, was] = [JSON.stringify(stored), JSON.stringify(given)];
  if (is === was) return null;
  const at = was.split('').findIndex((letter, i) => letter !== is?.[i]);
  return `…${is?.slice(Math.max(0, at - 40), at + 40)}… is stored, not …${was.slice(Math.max(0, at - 40), at + 40)}…`;
}

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

/** The pixels of a picture, four bytes each. */
export async function pixelsOf(picture: Blob | ImageBitmapSource): Promise<ImageData> {
  const bitmap = await createImageBitmap(picture);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}
