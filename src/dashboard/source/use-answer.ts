import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useSource } from './context';
import type { Source } from './source';

/** An answer on its way, there, or failed. `value` stays while a newer one is fetched. */
export interface Asked<T> {
  value: T | undefined;
  error: unknown;
  reload: () => void;
}

/**
 * Asks when the component appears, again when `key` changes, and again on `reload()`. An answer that comes after its
 * question was withdrawn is ignored.
 */
export function useAnswer<T>(key: string, question: (source: Source, signal: AbortSignal) => Promise<T>): Asked<T> {
  const source = useSource();
  const [held, setHeld] = useState<{ key: string; value: T | undefined; error: unknown }>({
    key,
    value: undefined,
    error: undefined,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(question);
  latest.current = question;
  useEffect(() => {
    const controller = new AbortController();
    latest.current(source, controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setHeld({ key, value, error: undefined });
      },
      (error: unknown) => {
        if (!controller.signal.aborted)
          setHeld((old) => ({ key, value: old.key === key ? old.value : undefined, error }));
      },
    );
    return () => controller.abort();
  }, [source, key, turn]);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  return held.key === key
    ? { value: held.value, error: held.error, reload }
    : { value: undefined, error: undefined, reload };
}
