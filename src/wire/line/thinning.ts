/**
 * Which points of a line to keep, by their places, when about `most` can be drawn: of each part of the line its ends in
 * both directions, so that no spike and no turn is lost, and one of each value that is not finite, so that a diverged
 * loss shows; and the first and the last point.
 */
export function thin(x: ArrayLike<number>, y: ArrayLike<number>, most: number): number[] {
  const size = y.length;
  if (size <= most) return Array.from({ length: size }, (_, index) => index);
  let ascends = true;
  for (let index = 1; index < size && ascends; index++) ascends = x[index - 1]! <= x[index]!;
  const parts = Math.max(1, Math.floor((most - 2) / (ascends ? 2 : 4)));
  const kept = new Set([0]);
  for (let part = 0; part < parts; part++) {
    const start = Math.floor((part * size) / parts);
    const end = Math.floor(((part + 1) * size) / parts);
    for (const place of endsOf(y, start, end)) kept.add(place);
    if (!ascends) for (const place of endsOf(x, start, end)) kept.add(place);
  }
  kept.add(size - 1);
  return [...kept].sort((a, b) => a - b);
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
