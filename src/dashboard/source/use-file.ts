import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../format/message';
import { useSource } from './context';
import type { RunPath } from './source';

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (content: T | null, problem: string | null) => {
      if (!signal.aborted) setState({ name, content, problem });
    };
    const load = async (attempt: number): Promise<void> => {
      const file = await source.content(path, name, { most, attempt, signal });
      if (file) return show(await read(file), null);
      const isLast = attempt >= TRIES;
      show(null, isLast ? 'The file is missing.' : 'The file is not here yet.');
      if (!isLast && !signal.aborted) timer = setTimeout(() => void load(attempt + 1).catch(fail), 1000 * 2 ** attempt);
    };
    const fail = (error: unknown) => show(null, messageOf(error));
    load(0).catch(fail);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [source, path.entity, path.project, path.run, name, most, read]);
  return state.name === name ? state : { content: null, problem: null };
}
