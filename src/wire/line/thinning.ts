/**
 * Which points of a line to keep, by their places, when about `most` can be drawn: of each part of the line its ends in
 * both directions, so that no spike and no turn is lost, and one of each value that is not finite, so that a diverged
 * loss shows; and the first and the last point.
 */
export function thin(x: ArrayLike<number>, y: ArrayLike<number>, most: number): number[] {
  const size = y.length;
  if (size <= most) return Array.from({ length: size }, (_, index) => index);
  const falls = !ascends(x);
  const parts = Math.max(1, Math.floor((most - 2) / (falls ? 4 : 2)));
  const kept = new Set([0]);
  for (let part = 0; part < parts; part++) {
    const start = Math.floor((part * size) / parts);
    const end = Math.floor(((part + 1) * size) / parts);
    for (const place of endsOf(y, start, end)) kept.add(place);
    if (falls) for (const place of endsOf(x, start, end)) kept.add(place);
  }
  kept.add(size - 1);
  return [...kept].sort((a, b) => a - b);
}

/** Whether x never falls. */
export function ascends(x: ArrayLike<number>): boolean {
  for (let index = 1; index < x.length; index++) if (!(x[index - 1]! <= x[index]!)) return false;
  return true;
}

/** The places of a line's points in order of x, equal ones as they are. */
export function orderByX(x: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(x, (_, index) => index).sort((a, b) => x[a]! - x[b]! || a - b);
}

/** The places of the least and of the most of some values, and the first of each that is not finite. */
function endsOf(values: ArrayLike<number>, start: number, end: number): number[] {
  let least = -1;
  let most = -1;
  const odd = new Map<number, number>();
  for (let index = start; index < end; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) {
      // Map keys treat NaN as equal to itself, so this keeps one of each kind.
      if (!odd.has(value)) odd.set(value, index);
    } else {
      if (least === -1 || value < values[least]!) least = index;
      if (most === -1 || value > values[most]!) most = index;
    }
  }
  return [...(least === -1 ? [] : [least, most]), ...odd.values()];
}
