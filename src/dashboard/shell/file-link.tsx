import type { Href } from '../source/href';
import type { Source } from '../source/source';
import { useHref } from '../source/use-href';

/** Opens a file, which `ask` asks the source for, in a tab of its own. */
export function FileLink({ name, ask }: { name: string; ask: (source: Source) => Href }) {
  return (
    <a href={useHref(name, ask)} target="_blank" rel="noopener noreferrer">
      {name}
    </a>
  );
}
