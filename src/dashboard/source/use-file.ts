import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../format/message';
import { useSource } from './context';
import type { RunPath, Source } from './source';

/** What was made of a file: on its way while both are null. */
export interface FileState<T> {
  content: T | null;
  /** Why it is not shown. */
  problem: string | null;
}

/** For {@link useFile} of whoever wants the bytes themselves. */
export const asItIs = (file: Blob): Blob => file;

/** So often a file is asked for that is not there: after 1, 2, 4 … seconds. */
export const TRIES = 6;

/** What is said of a file that is not there yet. */
export const LATE = 'The file is not here yet.';

/**
 * Fetches a file of a run. Its row may arrive before it does: then it is asked for again, and `onLate` is told.
 *
 * @throws an error whose message is for the person at the page, also where it has more than `most` bytes.
 */
export async function fetchFile(
  source: Pick<Source, 'content'>,
  path: RunPath,
  name: string,
  { most, signal, onLate }: { most: number; signal: AbortSignal; onLate: () => void },
): Promise<Blob> {
  for (let attempt = 0; ; attempt++) {
    const file = await source.content(path, name, { most, attempt, signal });
    if (file) return file;
    if (attempt >= TRIES) throw new Error('The file is missing.');
    onLate();
    await pause(1000 * 2 ** attempt, signal);
  }
}

/** Rejects when the signal is aborted meanwhile. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Fetches a file of a run, unless it is larger than `most` bytes, and makes of it what is shown.
 *
 * @param read must be the same function each time. What it throws is said.
 */
export function useFile<T>(
  path: RunPath,
  name: string,
  most: number,
  read: (file: Blob) => T | Promise<T>,
): FileState<T> {
  const source = useSource();
  const [state, setState] = useState<FileState<T> & { name: string }>({ name, content: null, problem: null });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const show = (content: T | null, problem: string | null) => {
      if (!signal.aborted) setState({ name, content, problem });
    };
    const onLate = () => show(null, LATE);
    fetchFile(source, path, name, { most, signal, onLate })
      .then(read)
      .then(
        (content) => show(content, null),
        (error: unknown) => show(null, messageOf(error)),
      );
    return () => controller.abort();
  }, [source, path.entity, path.project, path.run, name, most, read]);
  return state.name === name ? state : { content: null, problem: null };
}
