import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { messageOf } from '../../format/message';
import { SourceContext, useSource } from '../../source/context';
import type { RunPath } from '../../source/source';
import { LATE, type FileState } from '../../source/use-file';
import type { LoggedTable, TableContent } from './logged-table';
import { readTables, type ReadTable } from './read-table';

interface TableFileProps {
  path: RunPath;
  /** What makes up the table: see `partsOf`. */
  parts: readonly LoggedTable[];
  children: (table: TableContent) => ComponentChildren;
}

/** A table, drawn from its files by `children`, which find the files of its cells by the source that they have. */
export function TableFile({ path, parts, children }: TableFileProps) {
  const source = useSource();
  const { content, problem } = useTable(path, parts);
  const keeper = content?.keeper;
  const within = useMemo(() => (keeper ? { ...source, ...keeper } : source), [source, keeper]);
  if (content) return <SourceContext.Provider value={within}>{children(content.table)}</SourceContext.Provider>;
  return (
    <p class="rows-status" role={problem === null ? undefined : 'alert'}>
      {problem ?? 'Loading…'}
    </p>
  );
}

function useTable(path: RunPath, parts: readonly LoggedTable[]): FileState<ReadTable> {
  const source = useSource();
  const key = JSON.stringify([path, parts]);
  const [state, setState] = useState<FileState<ReadTable> & { key: string }>({ key, content: null, problem: null });
  // Of a table in increments each step has the files of those before.
  const known = useRef(new Map<string, TableContent>());
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const show = (content: ReadTable | null, problem: string | null) => {
      if (!signal.aborted) setState({ key, content, problem });
    };
    if (parts[0]?.increment === null) known.current.clear();
    readTables(source, path, parts, { signal, known: known.current, onLate: () => show(null, LATE) }).then(
      (read) => show(read, null),
      (error: unknown) => show(null, messageOf(error)),
    );
    return () => controller.abort();
  }, [source, key]);
  return state.key === key ? state : { content: null, problem: null };
}
