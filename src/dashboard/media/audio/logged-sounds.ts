import type { LineValue } from '../../../wire/index';
import { listIn, readFiles, textIn, type LoggedFile } from '../../rows/logged-file';

/** Reads the sounds of a logged value: one, W&B's list object, or a list of single ones. */
export function readSounds(value: LineValue): LoggedFile[] {
  return readFiles(value, 'audio', ({ audio, captions }) =>
    listIn(audio).flatMap((one, index) =>
      readFiles(one, 'audio', () => []).map(({ path, caption }) => ({
        path,
        caption: caption ?? textIn(listIn(captions)[index]),
      })),
    ),
  );
}
