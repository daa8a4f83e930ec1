import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * A table that scrolls in its box. A shadow says that there is more to the right: not every system shows scrollbars
 * before one scrolls.
 */
export function TableBox({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [hasMore, setHasMore] = useState(false);
  const look = () => {
    const { scrollWidth, clientWidth, scrollLeft } = box.current!;
    // Positions between pixels are rounded.
    setHasMore(scrollWidth - clientWidth - scrollLeft > 1);
  };
  useEffect(() => {
    const observer = new ResizeObserver(look);
    // The table grows with its columns, the box does not.
    for (const element of [box.current!, ...box.current!.children]) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div class={hasMore ? 'table-frame has-more' : 'table-frame'}>
      <div class="table-box" ref={box} onScroll={look}>
        {children}
      </div>
    </div>
  );
}
