import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../format/message';
import { useSource } from './context';
import { fetchFile } from './fetch-file';
import type { RunPath } from './source';

/** What was made of a file: on its way while both are null. */
export interface FileState<T> {
  content: T | null;
  /** Why it is not shown. */
  problem: string | null;
}

/** For {@link useFile} of whoever wants the bytes themselves. */
export const asItIs = (file: Blob): Blob => file;

/** What is said of a file that is not there yet, and of one that has not come at all. */
export const LATE = 'The file is not here yet.';
export const MISSING = 'The file is missing.';

/**
 * Fetches a file of a run, unless it is larger than `most` bytes, and makes of it what is shown. Its row may arrive
 * before it does: then it is asked for again.
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
    const load = async (): Promise<void> => {
      const onLate = () => show(null, LATE);
      const file = await fetchFile(source, path, name, { most, signal, onLate });
      if (file) show(await read(file), null);
      else show(null, MISSING);
    };
    load().catch((error: unknown) => show(null, messageOf(error)));
    return () => controller.abort();
  }, [source, path.entity, path.project, path.run, name, most, read]);
  return state.name === name ? state : { content: null, problem: null };
}
