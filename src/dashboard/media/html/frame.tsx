import { useMemo } from 'preact/hooks';
import { frameable } from './frameable';

/**
 * A stranger's document, in a frame that may do nothing: no scripts, no forms, no windows, an origin of its own.
 *
 * It is given to the frame as `srcdoc`, not by its address at the server. So it cannot have looser rules than the page
 * around it, whose Content-Security-Policy it inherits and narrows by its own; the page needs no `frame-src`, which
 * would let a document lead its frame to pages of the server; the server goes on answering run files as nothing but
 * bytes; and runs that only this browser keeps are shown in the same way.
 */
export function DocumentFrame({ html, title }: { html: string; title: string }) {
  const framed = useMemo(() => frameable(html), [html]);
  return (
    <iframe key={framed} class="document-frame" sandbox="" srcdoc={framed} title={title} referrerpolicy="no-referrer" />
  );
}
