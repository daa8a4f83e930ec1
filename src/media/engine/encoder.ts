import type { RunFile } from '../../journal/index';
import type { MediaPart } from '../../thread/draft';

/** What the row says of media, and the files that they become. */
export interface Encoded {
  json: string;
  files: RunFile[];
}

/**
 * Makes files of the media of one kind. An item that it cannot encode goes to `onFailed`, and the others stand; null
 * when there are none. Of one that is stored otherwise than it was logged, `onFailed` gets a `SpoorError` of the code
 * `clipped-media`.
 */
export type Encoder<Item extends object> = (
  part: MediaPart<Item>,
  onFailed: (error: unknown) => void,
) => Promise<Encoded | null>;
