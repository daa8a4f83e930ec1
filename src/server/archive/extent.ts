import type { LineCounts } from '../../wire/index';
import { tooLarge } from './lines';
import type { Archive } from './read';

/** How far an archive goes. */
export interface Extent {
  ends: LineCounts;
  /** The last line of the history. */
  lastRow: string | null;
}

/** Reads it to the end. Lines may have been logged while it was written. */
export async function extentOf({ header, parts }: Archive, maxFileBytes: number): Promise<Extent> {
  const ends = { ...header.run.next };
  let lastRow: string | null = null;
  for await (const part of parts) {
    if (part.kind === 'file') {
      if (part.size > maxFileBytes)
        throw tooLarge(`its file ${JSON.stringify(part.path)} is larger than ${maxFileBytes} bytes`);
      continue;
    }
    const { stream, offset, lines } = part;
    ends[stream] = Math.max(ends[stream], offset + lines.length);
    if (stream === 'history' && ends.history === offset + lines.length) lastRow = lines.at(-1)!;
  }
  return { ends, lastRow };
}
