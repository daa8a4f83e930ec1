import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../../format/message';
import type { RunPath } from '../../source/source';
import { useAnswer } from '../../source/use-answer';
import { parseTable, type TableContent } from './logged-table';

/** More than that a browser should not parse at once. */
const MOST_BYTES = 256 * 1024 * 1024;
const TRIES = 6;

interface TableFileProps {
  path: RunPath;
  /** The file of the run. */
  name: string;
  children: (table: TableContent) => ComponentChildren;
}

/** Fetches the file of a table. The row may be here before the file is, which is then asked for again. */
export function TableFile({ path, name, children }: TableFileProps) {
  const [attempt, setAttempt] = useState(0);
  const { value, error, reload } = useAnswer(name, async (source, signal) =>
    fetchTable(await source.file(path, name, attempt), signal),
  );
  useEffect(() => setAttempt(0), [name]);
  useEffect(() => {
    if (error === undefined || attempt >= TRIES) return undefined;
    const again = () => {
      setAttempt(attempt + 1);
      reload();
    };
    const timer = setTimeout(again, 1000 * 2 ** attempt);
    return () => clearTimeout(timer);
  }, [error, attempt, reload]);
  if (value) return <>{children(value)}</>;
  if (error === undefined) return <p class="rows-status">Loading…</p>;
  return (
    <p class="rows-status" role="alert">
      {messageOf(error)}{' '}
      <button type="button" class="link-button" onClick={reload}>
        Try again
      </button>
    </p>
  );
}

async function fetchTable(href: string, signal: AbortSignal): Promise<TableContent> {
  const response = await fetch(href, { signal });
  if (response.status === 404) throw new Error('The file of this table is not here yet.');
  if (!response.ok) throw new Error(`The file of this table cannot be read: the server answers ${response.status}.`);
  const blob = await response.blob();
  if (blob.size > MOST_BYTES)
    throw new Error('This table is too large to be shown. Its file is among the files of the run.');
  try {
    return parseTable(await blob.text());
  } catch {
    throw new Error('This table cannot be shown: its file has another form than that of a table.');
  }
}
