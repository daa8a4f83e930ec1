import { formatLine, makeRunId, SpoorError, STREAM_NAMES, type ArchiveFile, type ArchiveLines } from '../wire/index';
import type { Journal, JournaledRun } from '../journal/index';
import { headerOf } from './archive-header';

/** Lines that one journal record has together are together in the file, unless they are more text than this. */
const PART_LENGTH = 4 * 1024 * 1024;

/** So many bytes of a file go into one line: as many as `String.fromCharCode` takes at once. */
const FILE_PART = 3 << 13;

/**
 * All that this browser's journal has of a run, as gzip of JSON lines (`wire/archive.ts`). It is read record by record,
 * so that no more of it is in memory than what the browser keeps of the result.
 *
 * @throws SpoorError `no-run` when the journal does not hold the run.
 */
export async function archiveRun(journal: Journal, key: string, version: string): Promise<Blob> {
  const run = await journal.load(key);
  if (!run) throw new SpoorError('no-run', 'This browser does not hold the run.');
  const lines = linesOf(journal, run, version);
  let failure: unknown;
  const text = new ReadableStream<string>({
    async pull(controller) {
      try {
        const { value, done } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(`${value}\n`);
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  });
  const bytes = text.pipeThrough(new TextEncoderStream()).pipeThrough(new CompressionStream('gzip'));
  return new Response(bytes).blob().catch((error: unknown) => {
    // Chromium (seen with 156) says "Failed to fetch" of whatever went wrong in the stream.
    throw failure ?? error;
  });
}

async function* linesOf(journal: Journal, stored: JournaledRun, version: string): AsyncGenerator<string> {
  const { key } = stored;
  let run = stored;
  // By this name the run's lines are known again where they were imported before the browser had asked where they
  // belong.
  if (!run.base) run = await journal.update(key, (latest) => (latest.origin ??= makeRunId(16)));
  yield headerOf(run, version);
  for (const stream of STREAM_NAMES) {
    for (let from = run.acknowledged[stream]; from < run.next[stream];) {
      // Lines that are delivered meanwhile are gone from the journal, and the next ones begin later.
      const { offset, lines } = await journal.read(key, stream, from, 1);
      if (lines.length === 0) break;
      const text = lines.join('\n');
      for (const [index, part] of (text.length > PART_LENGTH ? lines : [text]).entries()) {
        yield formatLine({ stream, offset: offset + index, text: part } satisfies ArchiveLines);
      }
      from = offset + lines.length;
    }
  }
  for (const path of await journal.filePaths(key)) {
    const file = await journal.file(key, path);
    // Delivered meanwhile.
    if (!file) continue;
    for (let offset = 0; offset === 0 || offset < file.bytes.byteLength; offset += FILE_PART) {
      const base64 = btoa(String.fromCharCode(...new Uint8Array(file.bytes.slice(offset, offset + FILE_PART))));
      yield formatLine({
        file: path,
        type: file.type,
        size: file.bytes.byteLength,
        offset,
        base64,
      } satisfies ArchiveFile);
    }
  }
}
