import { isRow, type LineValue } from '../../wire/index';

/** A file that a row names. */
export interface LoggedFile {
  path: string;
  caption: string | null;
}

/**
 * Reads the files of a logged value of one kind: a single one, `{ _type: 'html-file', path }`; W&B's object of several,
 * `{ _type: 'html', html: [{ path }, …] }`; or a list of either. What is anything else has none.
 *
 * @param single `_type` of one.
 * @param several `_type` of the object of several, and the name of its list.
 */
export function readFiles(value: LineValue, single: string, several = ''): LoggedFile[] {
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : readFiles(one, single, several)));
  if (!isRow(value)) return [];
  const { _type: type, path, caption } = value;
  if (type === single) return typeof path === 'string' && path !== '' ? [{ path, caption: textIn(caption) }] : [];
  const list = type === several && several !== '' ? value[several] : undefined;
  if (!Array.isArray(list)) return [];
  const captions = Array.isArray(value['captions']) ? value['captions'] : [];
  return list.flatMap((one, index) => {
    // A file in the list may go without its type.
    const [file] = isRow(one) ? readFiles({ ...one, _type: single }, single) : [];
    return file ? [{ ...file, caption: file.caption ?? textIn(captions[index]) }] : [];
  });
}

function textIn(value: LineValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
