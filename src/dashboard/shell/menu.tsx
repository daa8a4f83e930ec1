import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface MenuProps {
  label: string;
  /** What the button and the body look like besides a menu's own. */
  summaryClass?: string;
  bodyClass?: string;
  children: ComponentChildren;
}

/** A button that opens a small panel; Escape, a click elsewhere and leaving it with the keyboard close it. */
export function Menu({ label, summaryClass = '', bodyClass = '', children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      if (menu.current?.open && event.target instanceof Node && !menu.current.contains(event.target)) menu.current.open = false;
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, []);
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary class={`button ${summaryClass}`}>{label}</summary>
      <div class={`menu-body ${bodyClass}`}>{children}</div>
    </details>
  );
}
