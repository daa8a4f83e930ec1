import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useInView } from '../charts/in-view';

/**
 * Renders its content from the moment it first comes into view: a hundred histograms must not all be fetched at once.
 */
export function RenderInView({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef(false);
  const inView = useInView(box);
  if (inView) seen.current = true;
  return (
    <div ref={box} class={seen.current ? 'seen' : 'unseen'}>
      {seen.current && children}
    </div>
  );
}
