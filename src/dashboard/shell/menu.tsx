import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

interface MenuProps {
  label: string;
  /** What the button and the body look like besides a menu's own. */
  buttonClass?: string;
  bodyClass?: string;
  children: ComponentChildren;
}

/**
 * A button that opens a small panel. It is the browser's own popover: Escape and a click elsewhere close it, and the
 * button has the focus again. Here it also closes for those who leave it with Tab, and arrow keys go through what is in
 * it.
 */
export function Menu({ label, buttonClass = '', bodyClass = '', children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLDivElement>(null);
  return (
    <div
      class="menu"
      onFocusOut={({ currentTarget, relatedTarget: next }) => {
        // Whoever presses text in the menu moves the focus to what can have it around the menu: nobody has left.
        if (next instanceof Node && !currentTarget.contains(next) && !next.contains(currentTarget))
          body.current?.hidePopover();
      }}
    >
      <button type="button" ref={button} class={`button ${buttonClass}`} popovertarget={id}>
        {label}
      </button>
      <div
        id={id}
        ref={body}
        popover="auto"
        class={`menu-body ${bodyClass}`}
        onBeforeToggle={({ currentTarget }) => {
          const { left, bottom } = button.current!.getBoundingClientRect();
          // Without the scrollbar, which 100vw has.
          currentTarget.style.setProperty('--page', `${document.documentElement.clientWidth}px`);
          currentTarget.style.setProperty('--left', `${left + scrollX}px`);
          currentTarget.style.setProperty('--top', `${bottom + scrollY}px`);
        }}
        onKeyDown={(event) => {
          const next = neighbour(event.currentTarget, event.key);
          next?.focus();
          if (next) event.preventDefault();
        }}
      >
        {children}
      </div>
    </div>
  );
}

/** Where a key leads in a menu, from what has the focus; undefined where it leads nowhere. */
function neighbour(body: HTMLElement, key: string): HTMLElement | undefined {
  const stops = [...body.querySelectorAll<HTMLElement>('a, button, input')];
  const now = stops.indexOf(document.activeElement as HTMLElement);
  const place = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: stops.length - 1 }[key];
  return place === undefined ? undefined : stops[Math.max(0, Math.min(stops.length - 1, place))];
}
