import type { Row } from '../line/line';

/**
 * Values that are the same in every step, by type and key: the labels of the classes that masks are painted with, say.
 */
export type Singletons = { [type: string]: Row };

/** The type of those that say how the plots of a run are drawn, by their keys: W&B's own name for them. */
export const PLOTS = 'visualize';

/**
 * Whether a part of the client's section can hold singletons: with a slash it is not a name that W&B's clients
 * use for themselves, plots apart.
 */
export function isSingletonType(type: unknown): type is string {
  return typeof type === 'string' && (type.includes('/') || type === PLOTS);
}

/** What is said later lies over what was said before. */
export function mergeSingletons(before: Singletons = {}, after: Singletons = {}): Singletons {
  const merged: Singletons = { ...before };
  for (const [type, values] of Object.entries(after)) merged[type] = { ...merged[type], ...values };
  return merged;
}
