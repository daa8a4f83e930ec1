import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Whether an element is in view, or nearly: a chart far below costs nothing until somebody scrolls there. */
export function useInView(element: RefObject<HTMLElement>): boolean {
  const [inView, setInView] = useState(false);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false), { rootMargin: '200px 0px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return inView;
}

/** The width of an element in CSS pixels; 0 until it is known. */
export function useWidth(element: RefObject<HTMLElement>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver((entries) => setWidth(Math.floor(entries.at(-1)?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return width;
}
