import { STREAM_NAMES, type ProblemCode } from '../wire/index';
import type { JournalEntry } from '../journal/index';
import type { Batch } from '../thread/contract';
import { finishLines } from './finish-lines';
import { readFiles } from './read-files';

/**
 * Turns what a page has posted into what the journal takes: drafts become lines, and what cannot be read is counted.
 */
export async function finishBatch(
  { streams, files = [], ...state }: Batch,
  drop: (reason: ProblemCode, detail: string) => void,
): Promise<JournalEntry> {
  const entry: JournalEntry = { ...state, streams: {}, files: [], saved: await readFiles(files, drop) };
  for (const stream of STREAM_NAMES) {
    const numbered = streams[stream];
    if (!numbered) continue;
    const finished = await finishLines(numbered.lines, drop);
    entry.streams[stream] = { offset: numbered.offset, lines: finished.lines };
    entry.files.push(...finished.files);
  }
  return entry;
}
