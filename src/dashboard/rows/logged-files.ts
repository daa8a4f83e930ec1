import { isRow, type LineValue, type Row } from '../../wire/index';

/** A file that a row names, with what is written under it. */
export interface LoggedFile {
  path: string;
  caption: string | null;
}

/**
 * Reads the files of a logged value of one kind: a single one, `{ _type: 'html-file', path }`; W&B's object of several,
 * `{ _type: 'html', html: [{ path }, …] }`; or a list of either. What is anything else has none.
 *
 * @param single `_type` of one.
 * @param several `_type` of the object of several.
 * @param readSeveral reads such an object; left out: its list has the name of its type.
 */
export function readFiles(
  value: LineValue,
  single: string,
  several = '',
  readSeveral: (object: Row) => LoggedFile[] = (object) => filesIn(object[several], single, object['captions']),
): LoggedFile[] {
  const read = (one: LineValue) => readFiles(one, single, several, readSeveral);
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : read(one)));
  if (!isRow(value)) return [];
  const { _type: type, path, caption } = value;
  if (type === single) return typeof path === 'string' && path !== '' ? [{ path, caption: textIn(caption) }] : [];
  return type === several && several !== '' ? readSeveral(value) : [];
}

/** The files of a list of single ones, which may go without their type; texts beside the list are their captions. */
export function filesIn(list: LineValue | undefined, single: string, captions?: LineValue): LoggedFile[] {
  return listIn(list).flatMap((one, index) => {
    const [file] = isRow(one) ? readFiles({ ...one, _type: single }, single) : [];
    return file ? [{ ...file, caption: file.caption ?? stringIn(listIn(captions)[index]) }] : [];
  });
}

/** What a file is called: by its caption, else by its own name. */
export function nameOf({ path, caption }: LoggedFile): string {
  return caption ?? path.slice(path.lastIndexOf('/') + 1);
}

/** The elements of a field that is a list; an empty list when it is something else. */
export function listIn(value: LineValue | undefined): LineValue[] {
  return Array.isArray(value) ? value : [];
}

function stringIn(value: LineValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A caption: one that is a number is written as such. */
export function textIn(value: LineValue | undefined): string | null {
  return typeof value === 'number' ? String(value) : stringIn(value);
}
