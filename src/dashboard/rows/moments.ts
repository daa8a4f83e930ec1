import type { StepRow } from './use-rows';

/** When something was logged: at its step, and without one at its line. */
export type Moment = Pick<StepRow, 'step' | 'line'>;

/** Where a moment stands among others. */
export function placeOf({ step, line }: Moment): number {
  return step ?? line;
}

/** The last one that stands at `place` or before it; -1 where all come later. Null: the very last. */
export function lastUpTo(moments: readonly Moment[], place: number | null): number {
  if (place === null) return moments.length - 1;
  return moments.findLastIndex((moment) => placeOf(moment) <= place);
}

/** The moments of several runs as one course, in which each place is once. */
export function mergeMoments(courses: Iterable<readonly Moment[]>): Moment[] {
  const merged = new Map<number, Moment>();
  for (const moment of [...courses].flat()) if (!merged.has(placeOf(moment))) merged.set(placeOf(moment), moment);
  return [...merged.values()].sort((a, b) => placeOf(a) - placeOf(b));
}
