import { useEffect, useState } from 'preact/hooks';
import type { RunPath } from '../../source/source';
import { useAnswer, type Asked } from '../../source/use-answer';
import { parseTable, type TableContent } from './logged-table';

/** More than that a browser should not parse at once. */
const MOST_BYTES = 256 * 1024 * 1024;
const TRIES = 6;

/** The content of a table's file. The row may be here before the file is, which is then asked for again. */
export function useTable(path: RunPath, name: string): Asked<TableContent> {
  const [attempt, setAttempt] = useState(0);
  const asked = useAnswer(name, async (source, signal) => {
    const response = await fetch(await source.file(path, name, attempt), { signal });
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
  });
  const { error, reload } = asked;
  useEffect(() => setAttempt(0), [name]);
  useEffect(() => {
    if (error === undefined || attempt >= TRIES) return undefined;
    const timer = setTimeout(
      () => {
        setAttempt(attempt + 1);
        reload();
      },
      1000 * 2 ** attempt,
    );
    return () => clearTimeout(timer);
  }, [error, attempt, reload]);
  return asked;
}
