import type { ComponentChildren } from 'preact';
import type { RunPath } from '../../source/source';
import { useFile } from '../../source/use-file';
import { parseTable, type TableContent } from './logged-table';

/** More than that a browser should not parse at once. */
const MOST_BYTES = 256 * 2 ** 20;

interface TableFileProps {
  path: RunPath;
  /** The file of the run. */
  name: string;
  children: (table: TableContent) => ComponentChildren;
}

/** A table, drawn from its file by `children`. */
export function TableFile({ path, name, children }: TableFileProps) {
  const { content, problem } = useFile(path, name, MOST_BYTES, read);
  if (content) return <>{children(content)}</>;
  return (
    <p class="rows-status" role={problem === null ? undefined : 'alert'}>
      {problem ?? 'Loading…'}
    </p>
  );
}

async function read(file: Blob): Promise<TableContent> {
  const text = await file.text();
  try {
    return parseTable(text);
  } catch {
    throw new Error('This table cannot be shown: its file has another form than that of a table.');
  }
}
