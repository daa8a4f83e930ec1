import { useEffect } from 'preact/hooks';

/** Lets the key `/` go to the page's filter: the first visible input of type search. */
export function useFilterKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
      ) {
        // A slider or a checkbox does not take text, so "/" is free there.
        if (!(target instanceof HTMLInputElement) || !['range', 'checkbox', 'radio'].includes(target.type)) return;
      }
      const filter = [...document.querySelectorAll<HTMLInputElement>('main input[type=search]')].find(
        (input) => input.offsetParent !== null,
      );
      if (!filter) return;
      event.preventDefault();
      filter.focus();
      filter.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
