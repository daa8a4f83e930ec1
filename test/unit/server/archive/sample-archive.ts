import { gzipSync } from 'node:zlib';
import {
  type ArchivedRun,
  type ArchiveFile,
  type ArchiveHeader,
  type ArchiveLines,
  formatLine,
} from '../../../../src/wire/index';
import { recordOf } from '../../journal/entries';

/** A run of `count` rows as a browser has it that never reached a server. */
export function runOf(count: number, changes: Partial<ArchivedRun> = {}): ArchivedRun {
  return {
    record: recordOf({ id: 'r1', project: 'p', startTime: 1_700_000_000_000 }),
    identity: null,
    acknowledged: { history: 0, events: 0, output: 0 },
    next: { history: count, events: 0, output: 0 },
    base: { history: 0, events: 0, output: 0 },
    openRow: null,
    summary: {},
    counts: {},
    pinned: {},
    alerts: [],
    exitCode: null,
    updatedAt: 1_700_000_060_000,
    ...changes,
  };
}

/** The first line. */
export const headerOf = (run: ArchivedRun): string =>
  formatLine({ spoor: 1, version: '0.0.1', run } satisfies ArchiveHeader);

/** Lines of a stream, as one line of the file. */
export const linesAt = (offset: number, lines: string[], stream: ArchiveLines['stream'] = 'history'): string =>
  JSON.stringify({ stream, offset, text: lines.join('\n') } satisfies ArchiveLines);

/** A whole file, in parts. */
export function fileOf(file: string, bytes: Uint8Array, partSize = 24_576): string[] {
  const parts: string[] = [];
  for (let offset = 0; offset === 0 || offset < bytes.byteLength; offset += partSize) {
    const base64 = Buffer.from(bytes.subarray(offset, offset + partSize)).toString('base64');
    parts.push(
      JSON.stringify({ file, type: 'image/png', size: bytes.byteLength, offset, base64 } satisfies ArchiveFile),
    );
  }
  return parts;
}

/** Lines as they are in the file. */
export const pack = (...lines: string[]): Buffer => gzipSync(lines.map((line) => `${line}\n`).join(''));
