import { useEffect, useState } from 'preact/hooks';
import type { ConsoleStore } from './console-store';

/** Renders again when lines have come, at most once a frame; the number tells one state of the store from another. */
export function useConsole(store: ConsoleStore): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let frame = 0;
    const changed = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setVersion((last) => last + 1);
      });
    };
    const end = store.subscribe(changed);
    // Lines may have come before anybody listened.
    changed();
    return () => {
      cancelAnimationFrame(frame);
      end();
    };
  }, [store]);
  return version;
}
