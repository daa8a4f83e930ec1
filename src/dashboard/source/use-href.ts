import { useEffect, useMemo, useState } from 'preact/hooks';
import { useSource } from './context';
import type { Href } from './href';
import type { Source } from './source';

/**
 * What can be opened or shown, as an attribute takes it: undefined while the source makes it. It is asked for again
 * when `key` changes.
 */
export function useHref(key: string, ask: (source: Source) => Href): string | undefined {
  const source = useSource();
  const asked = useMemo(() => ask(source), [source, key]);
  const [made, setMade] = useState<{ asked: Href; href: string }>();
  useEffect(() => {
    if (typeof asked === 'string') return;
    asked.then(
      (href) => setMade({ asked, href }),
      // What cannot be made cannot be opened: the link leads nowhere.
      () => undefined,
    );
  }, [asked]);
  if (typeof asked === 'string') return asked;
  return made?.asked === asked ? made.href : undefined;
}
