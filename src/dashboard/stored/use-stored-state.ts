import { useCallback, useState } from 'preact/hooks';

/**
 * State that outlives the page, in localStorage under `spoor:{name}`. `check` decides whether a kept value still makes
 * sense; anything else counts as never kept.
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
  const keep = useCallback(
    (next: T) => {
      setValue(next);
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
