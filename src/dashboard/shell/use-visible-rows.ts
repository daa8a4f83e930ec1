import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** Rows that are drawn beyond the edges, so that none is missing while one scrolls. */
const BEYOND = 20;

/** Which rows of a long list are to be in the page, and where. */
export interface VisibleRows {
  /** Their places in the list, one after the other. */
  places: number[];
  /** How far below the top of the list the first of them is, in CSS pixels. */
  top: number;
  /** How high the whole list is. */
  height: number;
}

/**
 * The rows in view of a list of any length, each `rowHeight` CSS pixels high, that is scrolled in `box`. Renders again
 * when they are others.
 */
export function useVisibleRows(box: RefObject<HTMLElement>, count: number, rowHeight: number): VisibleRows {
  const [, render] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: BEYOND,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => render(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  // By these two the adapters of the library for React and others tell it of the life of the component.
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  const rows = virtualizer.getVirtualItems();
  return { places: rows.map(({ index }) => index), top: rows[0]?.start ?? 0, height: virtualizer.getTotalSize() };
}
