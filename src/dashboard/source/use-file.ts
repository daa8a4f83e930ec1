import { useEffect, useState } from 'preact/hooks';
import { useSource } from './context';
import type { RunPath } from './source';

/** The content of a file of a run: on its way, here, or why it is not. */
export interface FileState {
  blob: Blob | null;
  problem: string | null;
}

const TRIES = 6;
const MIB = 1024 * 1024;

/** Fetches a file, unless it is larger than so many bytes. Its row may arrive before it does: it is asked for again. */
export function useFile(path: RunPath, name: string, most: number): FileState {
  const source = useSource();
  const [state, setState] = useState<FileState & { name: string }>({ name, blob: null, problem: null });
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (blob: Blob | null, problem: string | null) => {
      if (!controller.signal.aborted) setState({ name, blob, problem });
    };
    const load = async (attempt: number): Promise<void> => {
      const response = await fetch(await source.file(path, name, attempt), { signal: controller.signal });
      if (response.status === 404 && attempt < TRIES) {
        show(null, 'The file is not here yet.');
        timer = setTimeout(() => void load(attempt + 1).catch(fail), 1000 * 2 ** attempt);
      } else if (!response.ok) {
        show(null, response.status === 404 ? 'The file is missing.' : `The file cannot be read (${response.status}).`);
      } else if (Number(response.headers.get('content-length')) > most) {
        void response.body?.cancel();
        show(null, `The file is larger than the ${most / MIB} MiB that are shown here; download it.`);
      } else {
        show(await response.blob(), null);
      }
    };
    const fail = () => show(null, 'The file cannot be fetched: the server does not answer.');
    load(0).catch(fail);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [source, path.entity, path.project, path.run, name, most]);
  return state.name === name ? state : { blob: null, problem: null };
}
