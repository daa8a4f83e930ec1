import type { LineValue } from '../../../wire/index';
import { readFiles, type LoggedFile } from '../../rows/logged-files';

/** Reads the clips of a logged value: one, W&B's object of several, or a list of either. */
export function readVideos(value: LineValue): LoggedFile[] {
  return readFiles(value, 'video-file', 'videos');
}
