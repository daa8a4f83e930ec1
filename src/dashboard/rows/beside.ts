import { createContext, type ComponentChildren } from 'preact';
import type { Moment } from './moments';

/** What the card of one run is told that stands beside those of others: one slider moves them all. */
export interface Beside {
  /** The run, where a card that stands alone has its metric. */
  title: ComponentChildren;
  /** The run, in words. */
  name: string;
  /** Of all of the runs. */
  moments: readonly Moment[];
  /** Which of them is on show. */
  index: number;
  choose: (index: number) => void;
  /** Says what this run has. It stays the same function. */
  tell: (moments: readonly Moment[]) => void;
}

/** Null for a card that stands alone. */
export const BesideContext = createContext<Beside | null>(null);
