import type { FileKeeper, RunPath, Source } from '../../source/source';
import { fetchFile } from '../../source/fetch-file';
import { MISSING } from '../../source/use-file';
import { joinTables, parseTable, withMedia, type LoggedTable, type TableContent } from './logged-table';

/** More than that a browser should not parse at once. */
const MOST_BYTES = 256 * 2 ** 20;

/** A table, and who has the files that its cells name. */
export interface ReadTable {
  table: TableContent;
  keeper: FileKeeper;
}

interface Reading {
  signal: AbortSignal;
  /** Told when a file is not there yet. */
  onLate: () => void;
  /** Files that were read before, by name; those that are read now come to it. */
  known: Map<string, TableContent>;
}

/**
 * Reads the files of a table, and makes one table of them.
 *
 * @throws an error whose message is for the person at the page.
 */
export async function readTables(
  source: Source,
  path: RunPath,
  parts: readonly LoggedTable[],
  { known, ...reading }: Reading,
): Promise<ReadTable> {
  const read = async ({ path: name }: LoggedTable) => {
    const before = known.get(name);
    if (before) return before;
    const file = await fetchFile(source, path, name, { most: MOST_BYTES, ...reading });
    if (!file) throw new Error(MISSING);
    const content = await parse(file);
    known.set(name, content);
    return content;
  };
  const table = joinTables(await Promise.all(parts.map(read)));
  const [first] = parts;
  if (first!.increment !== null || !first!.artifact || !isPoor(table, first!.rows)) return { table, keeper: source };
  const kept = await readKept(source, path, first!.artifact, reading.signal).catch(() => null);
  return kept ? { table: withMedia(table, kept.table), keeper: kept.keeper } : { table, keeper: source };
}

/** The table as an artifact has it, which may not be here, or not yet; then the run's file has to do. */
async function readKept(
  source: Source,
  path: RunPath,
  { client, entry }: NonNullable<LoggedTable['artifact']>,
  signal: AbortSignal,
): Promise<ReadTable | null> {
  const keeper = await source.clientArtifact(client, signal);
  const file = await keeper?.content(path, entry, { most: MOST_BYTES, attempt: 0, signal });
  return keeper && file ? { table: await parse(file), keeper } : null;
}

/** What W&B's client writes into the run's file in the place of media. */
const KINDS = new Set(['Image', 'Audio', 'Video', 'Html', 'Object3D', 'Molecule', 'Plotly']);

/** Whether the artifact has more than the file of the run: media, and the rows after the first 10,000. */
function isPoor({ rows }: TableContent, count: number): boolean {
  return rows.length < count || rows.some((row) => row.some((cell) => typeof cell === 'string' && KINDS.has(cell)));
}

async function parse(file: Blob): Promise<TableContent> {
  const text = await file.text();
  try {
    return parseTable(text);
  } catch {
    throw new Error('This table cannot be shown: its file has another form than that of a table.');
  }
}
