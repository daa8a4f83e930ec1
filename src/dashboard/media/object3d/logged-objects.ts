import type { LineValue } from '../../../wire/index';
import { filesIn, listIn, readFiles, type LoggedFile } from '../../rows/logged-files';

/** Reads the objects of a logged value: one, W&B's list object, or a list of single ones. */
export function readObjects(value: LineValue): LoggedFile[] {
  return readFiles(value, 'object3D-file', 'object3D', ({ objects, filenames }) => {
    const single = filesIn(objects, 'object3D-file');
    if (single.length > 0) return single;
    return listIn(filenames).flatMap((name) =>
      typeof name === 'string' ? [{ path: `media/object3D/${name}`, caption: null }] : [],
    );
  });
}
