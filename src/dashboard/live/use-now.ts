import { useEffect, useState } from 'preact/hooks';

/** The time in Unix milliseconds, renewed every `every` milliseconds, so that "5 s ago" stays true. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
