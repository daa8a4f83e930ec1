import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatBytes } from '../format/number';
import { useSource } from '../source/context';
import type { RunPath } from '../source/source';
import { FileBox } from './file-box';
import type { LoggedFile } from './logged-files';

/** Longer files are for other programs: to show one would stop the page. */
const MOST_BYTES = 32 * 2 ** 20;
const TRIES = 6;

type State = { text: string } | { problem: string } | null;

interface TextFileProps {
  path: RunPath;
  file: LoggedFile;
  label: string;
  note?: (text: string) => ComponentChildren;
  children: (text: string) => ComponentChildren;
}

/** A file of a run, drawn from its text by `children`, with what {@link FileBox} has around it. */
export function TextFile({ path, file, label, note, children }: TextFileProps) {
  const state = useText(path, file.path);
  const isThere = state !== null && 'text' in state;
  return (
    <FileBox path={path} file={file} label={label} note={isThere && note?.(state.text)}>
      {isThere ? children(state.text) : <p class="file-box-status">{state?.problem ?? 'Loading…'}</p>}
    </FileBox>
  );
}

/** A row may arrive before its file does, so a file that is not there is asked for again. */
function useText(path: RunPath, name: string): State {
  const source = useSource();
  const [state, setState] = useState<State>(null);
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    setState(null);
    const load = async (attempt: number): Promise<void> => {
      const next = await Promise.resolve(source.file(path, name, attempt))
        .then((href) => read(href, controller.signal))
        .catch(() => ({ problem: 'The file cannot be reached.' }));
      if (controller.signal.aborted) return;
      const isLast = attempt >= TRIES;
      setState(next ?? { problem: isLast ? 'The file is missing.' : 'The file is not here yet.' });
      if (!next && !isLast) timer = setTimeout(() => void load(attempt + 1), 1000 * 2 ** attempt);
    };
    void load(0);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [source, name]);
  return state;
}

/** Null when there is no such file. */
async function read(href: string, signal: AbortSignal): Promise<State> {
  const response = await fetch(href, { signal });
  if (response.status === 404) return null;
  if (!response.ok) return { problem: `The server answers with status ${response.status}.` };
  const bytes = Number(response.headers.get('content-length'));
  if (bytes > MOST_BYTES) {
    await response.body?.cancel();
    return { problem: `The file is too large to be shown here: ${formatBytes(bytes)}. It can be downloaded.` };
  }
  return { text: await response.text() };
}
