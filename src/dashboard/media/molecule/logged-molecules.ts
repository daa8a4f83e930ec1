import type { LineValue } from '../../../wire/index';
import { listIn, readFiles, textIn, type LoggedFile } from '../../rows/logged-files';

/** Reads the molecules of a logged value: one, W&B's list object, which names only files, or a list of single ones. */
export function readMolecules(value: LineValue): LoggedFile[] {
  return readFiles(value, 'molecule-file', 'molecule', ({ filenames, captions }) =>
    listIn(filenames).flatMap((path, at) =>
      typeof path === 'string' ? [{ path, caption: textIn(listIn(captions)[at]) }] : [],
    ),
  );
}
