import { useEffect, useState } from 'preact/hooks';
import type { Points } from './points';
import type { SeriesStore } from './series-store';

/** The smallest and the largest value of what falls on one pixel. */
const POINTS_PER_PIXEL = 2;

/**
 * The points of one metric in several runs, in their order. Renders again when any of them changes, at most once a
 * frame; as points are added in place, `version` says that they have changed.
 */
export function usePoints(
  stores: readonly SeriesStore[],
  key: string,
  width: number,
): { points: (Points | undefined)[]; version: number } {
  const [version, setVersion] = useState(0);
  const ready = width > 0;
  useEffect(() => {
    if (!ready) return undefined;
    let frame = 0;
    const changed = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setVersion((last) => last + 1);
      });
    };
    const ends = stores.map((store) => store.subscribe(key, changed));
    for (const store of stores) store.want(key, width * devicePixelRatio * POINTS_PER_PIXEL);
    return () => {
      cancelAnimationFrame(frame);
      for (const end of ends) end();
    };
  }, [stores, key, ready]);
  return { points: stores.map((store) => store.get(key)), version };
}
