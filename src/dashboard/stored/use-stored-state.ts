import { useCallback, useEffect, useState } from 'preact/hooks';

/** Told of what is kept, in this page; its detail is the name. */
const KEPT = 'spoor:kept';

/**
 * State that outlives the page, in localStorage under `spoor:{name}`. `check` decides whether a kept value still makes
 * sense; anything else counts as never kept. Whoever else in the page keeps the same has the new value at once.
 */
export function useStoredState<T>(
  name: string,
  initial: T,
  check: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(`spoor:${name}`) ?? 'null');
      return check(kept) ? kept : initial;
    } catch {
      return initial;
    }
  });
  useEffect(() => {
    const listen = ({ detail }: CustomEventInit<{ name: string; value: T }>) => {
      if (detail?.name === name) setValue(detail.value);
    };
    window.addEventListener(KEPT, listen);
    return () => window.removeEventListener(KEPT, listen);
  }, [name]);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      window.dispatchEvent(new CustomEvent(KEPT, { detail: { name, value: next } }));
      try {
        localStorage.setItem(`spoor:${name}`, JSON.stringify(next));
      } catch {
        // A private window may refuse storage; the value then holds until the page is left.
      }
    },
    [name],
  );
  return [value, keep];
}
