import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Source } from './source';

/** Where the pages below get what they show. */
export const SourceContext = createContext<Source | null>(null);

/** What this page asks for what it shows. */
export function useSource(): Source {
  const source = useContext(SourceContext);
  if (source === null) throw new Error('Every view must be within a SourceContext, because it asks a source.');
  return source;
}
