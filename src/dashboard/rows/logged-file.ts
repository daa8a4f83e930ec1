import type { LineValue } from '../../wire/index';

/** A file that a row names, with what is written under it. */
export interface LoggedFile {
  path: string;
  caption: string | null;
}

/**
 * Reads the files of a logged value of W&B's: a single one (`<type>-file`), or a list of such. Its batch object is read
 * by whoever knows its fields.
 */
export function readFiles(value: LineValue, type: string, readBatch: (batch: Fields) => LoggedFile[]): LoggedFile[] {
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : readFiles(one, type, readBatch)));
  if (typeof value !== 'object' || value === null) return [];
  if (value['_type'] === type) return readBatch(value);
  const { _type, path, caption } = value;
  return _type === `${type}-file` && typeof path === 'string' ? [{ path, caption: textIn(caption) }] : [];
}

export type Fields = { [name: string]: LineValue };

/** The elements of a field that is a list; an empty list when it is something else. */
export function listIn(value: LineValue | undefined): LineValue[] {
  return Array.isArray(value) ? value : [];
}

export function textIn(value: LineValue | undefined): string | null {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;
}
