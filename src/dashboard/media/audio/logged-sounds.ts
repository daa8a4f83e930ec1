import type { LineValue } from '../../../wire/index';
import { filesIn, listIn, readFiles, textIn, type LoggedFile } from '../../rows/logged-files';

/** Reads the sounds of a logged value: one, W&B's list object, or a list of single ones. */
export function readSounds(value: LineValue): LoggedFile[] {
  return readFiles(value, 'audio-file', 'audio', ({ audio, captions }) =>
    filesIn(audio, 'audio-file', listIn(captions).map(textIn)),
  );
}
