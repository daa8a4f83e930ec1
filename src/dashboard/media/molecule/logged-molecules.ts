import type { LineValue } from '../../../wire/index';
import { listIn, readFiles, textIn, type LoggedFile } from '../../rows/logged-file';

/** Reads the molecules of a logged value: one, W&B's list object, or a list of single ones. */
export function readMolecules(value: LineValue): LoggedFile[] {
  return readFiles(value, 'molecule', ({ filenames, captions }) =>
    listIn(filenames).flatMap((path, at) =>
      typeof path === 'string' ? [{ path, caption: textIn(listIn(captions)[at]) }] : [],
    ),
  );
}
