import { isTooLong, type Row, STREAM_NAMES, type StreamName } from '../../wire/index';
import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import { MAX_GAP } from '../ingest/line-limits';
import { count, object, oneOf, readShape, text, thing } from '../ingest/schema';
import { fault } from './fault';
import { parsed, readHeader, type ArchiveHeader } from './header';
import { tooLarge, unpackLines, type ArchiveLimits } from './lines';

/** A part of an archive, checked. The parts of one file follow one another without a gap, from `offset` 0 to `size`. */
export type ArchivePart =
  | { kind: 'lines'; stream: StreamName; offset: number; lines: string[] }
  | { kind: 'file'; path: string; type: string; size: number; offset: number; bytes: Buffer };

export interface Archive {
  header: ArchiveHeader;
  parts: AsyncGenerator<ArchivePart>;
  /** Lets go of the source, wherever the reading has come. */
  close(): Promise<void>;
}

const MAX_PATH_LENGTH = 1024;
const MAX_TYPE_LENGTH = 256;

/**
 * Reads a run that `exportRun` of a page has written. All of it is a stranger's and is checked on the way.
 *
 * @throws SpoorError `bad-archive`, `bad-name` or `too-large`; so do the parts.
 */
export async function readArchive(packed: AsyncIterable<Uint8Array>, limits: ArchiveLimits): Promise<Archive> {
  const lines = unpackLines(packed, limits);
  const close = async () => void (await lines.return(undefined));
  try {
    const first = await lines.next();
    if (first.done) throw fault('it is empty.');
    const header = readHeader(first.value);
    return { header, parts: readParts(lines, header), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* readParts(lines: AsyncIterable<string>, { run }: ArchiveHeader): AsyncGenerator<ArchivePart> {
  const ends = { ...run.acknowledged };
  /** How much is missing of the file that was begun. */
  let left = 0;
  let path = '';
  for await (const text of lines) {
    // Plain JSON: a row is a string in it, with its NaN inside.
    const part = partOf(parsed(text, JSON.parse));
    if (part.kind === 'lines') {
      if (left > 0 || path !== '') throw fault('its lines and files are in disorder.');
      if (part.offset < ends[part.stream]) throw fault(`lines of "${part.stream}" are in it twice.`);
      checkGap(part.stream, part.offset, ends[part.stream]);
      ends[part.stream] = part.offset + part.lines.length;
    } else {
      const isNext = left > 0 ? part.path === path && part.size - part.offset === left : part.offset === 0;
      if (!isNext || part.bytes.byteLength > part.size - part.offset)
        throw fault(`the parts of the file ${JSON.stringify(part.path)} do not fit.`);
      if (part.bytes.byteLength === 0 && part.size > 0)
        throw fault(`the file ${JSON.stringify(part.path)} has an empty part.`);
      path = part.path;
      left = part.size - part.offset - part.bytes.byteLength;
    }
    yield part;
  }
  if (left > 0) throw fault(`it ends in the middle of the file ${JSON.stringify(path)}.`);
  for (const stream of STREAM_NAMES) checkGap(stream, run.next[stream], ends[stream]);
}

/** Lines that were delivered while the archive was written are not in it. */
function checkGap(stream: StreamName, next: number, end: number): void {
  if (next > end + MAX_GAP) throw fault(`lines ${end} to ${next - 1} of "${stream}" are missing in it.`);
}

function partOf(part: Row): ArchivePart {
  if ('stream' in part) return linesOf(part);
  if ('file' in part) return fileOf(part);
  throw fault('each line of it must have a "stream" or a "file", and one has neither.');
}

const LINES = object({ stream: oneOf(STREAM_NAMES), offset: count, text });

function linesOf(part: Row): ArchivePart {
  const { stream, offset, text } = readShape(LINES, part, 'a line of it', fault);
  const lines = text.split('\n');
  if (lines.some(isTooLong)) throw tooLarge(`a line of "${stream}" in it is larger than the server takes`);
  if (lines.some(isTooDeep)) throw fault(`a line of "${stream}" in it is nested more than ${MAX_NESTING} deep.`);
  return { kind: 'lines', stream, offset, lines };
}

const FILE = object({
  file: thing<string>('a path within the run', isPlainPath),
  type: thing<string>('a media type', (value) => typeof value === 'string' && value.length <= MAX_TYPE_LENGTH),
  size: count,
  offset: count,
  base64: text,
});

function fileOf(part: Row): ArchivePart {
  const { file: path, type, size, offset, base64 } = readShape(FILE, part, 'a line of it', fault);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) throw fault(`the file ${JSON.stringify(path)} is not written in base64.`);
  return { kind: 'file', path, type, size, offset, bytes };
}

/** Names are not paths on this server, but they may become some where a run is exported to. */
function isPlainPath(name: unknown): boolean {
  if (typeof name !== 'string' || name.length > MAX_PATH_LENGTH) return false;
  if (/[\\\u0000-\u001f\u007f]|^[A-Za-z]:/.test(name)) return false;
  return name.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}
