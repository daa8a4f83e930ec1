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
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="none" stroke="currentColor">
        <path stroke-width="1.5" d={isFull ? INWARDS : OUTWARDS} />
      </svg>
    </button>
  );
}

const OUTWARDS = 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4';
const INWARDS = 'M2 6h4V2M10 2v4h4M14 10h-4v4M6 14v-4H2';
