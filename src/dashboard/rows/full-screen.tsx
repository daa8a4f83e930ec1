import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Whether an element has the whole screen, and what gives it to the element or takes it back; Escape does so too. */
export function useFullScreen(element: RefObject<HTMLElement>): { isFull: boolean; toggle: () => void } {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const listen = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', listen);
    return () => document.removeEventListener('fullscreenchange', listen);
  }, []);
  // A refusal leaves everything as it is.
  const toggle = () =>
    void (isFull ? document.exitFullscreen() : element.current!.requestFullscreen()).catch(() => undefined);
  return { isFull, toggle };
}

/** Not there where the browser gives no element the whole screen, as on an iPhone. */
export function FullScreenButton({ isFull, onToggle }: { isFull: boolean; onToggle: () => void }) {
  if (!document.fullscreenEnabled) return null;
  const label = isFull ? 'Leave full screen' : 'Full screen';
  return (
    <button type="button" class="icon-button card-full" title={label} aria-label={label} onClick={onToggle}>
      {isFull ? '×' : <span class="corners" />}
    </button>
  );
}
