import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

type Listener = (inView: boolean) => void;
const listeners = new WeakMap<Element, Listener>();
let observer: IntersectionObserver | undefined;

/** One observer for all elements: a page may have thousands of charts. */
function observe(element: Element, listener: Listener): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { rootMargin: '200px 0px' },
  );
  listeners.set(element, listener);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    listeners.delete(element);
  };
}

/** Whether an element is in view, or nearly: a chart far below costs nothing until somebody scrolls there. */
export function useInView(element: RefObject<HTMLElement>): boolean {
  const [inView, setInView] = useState(false);
  useEffect(() => (element.current ? observe(element.current, setInView) : undefined), []);
  return inView;
}

/** The width of an element in CSS pixels; 0 until it is known. */
export function useWidth(element: RefObject<HTMLElement>): number {
  return useSize(element).width;
}

/** Width and height of an element in CSS pixels; 0 until they are known. */
export function useSize(element: RefObject<HTMLElement>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver((entries) => {
      const { contentRect } = entries.at(-1)!;
      const [width, height] = [Math.floor(contentRect.width), Math.floor(contentRect.height)];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return size;
}
