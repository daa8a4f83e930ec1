/** How many samples of either class have a score of at least each threshold. */
export interface Counts {
  /** Those of the class. */
  hits: number[];
  /** Those of the others. */
  alarms: number[];
}

/** One line of a plot. */
export interface Curve {
  x: number[];
  y: number[];
}

/** Counts at each distinct score, from the highest down; equal scores are one threshold. */
export function countAbove(isHit: readonly boolean[], scores: ArrayLike<number>): Counts {
  const order = Uint32Array.from(isHit, (_, i) => i).sort((one, other) => scores[other]! - scores[one]!);
  const counts: Counts = { hits: [], alarms: [] };
  let hits = 0;
  for (const [i, sample] of order.entries()) {
    if (isHit[sample]) hits++;
    if (scores[sample] === scores[order[i + 1]!]) continue;
    counts.hits.push(hits);
    counts.alarms.push(i + 1 - hits);
  }
  return counts;
}

/**
 * Precision over recall, as scikit-learn's `precision_recall_curve` has them: from the lowest threshold up, and then
 * recall 0 with precision 1. Without a sample of the class recall is 1 everywhere.
 */
export function precisionRecall({ hits, alarms }: Counts): Curve {
  const all = hits.at(-1)!;
  const recall = hits.map((count) => (all === 0 ? 1 : count / all));
  const precision = hits.map((count, i) => count / (count + alarms[i]!));
  return { x: [...recall.toReversed(), 0], y: [...precision.toReversed(), 1] };
}

/**
 * The true positive rate over the false one, as scikit-learn's `roc_curve` has them: from (0, 0), without the points
 * that lie on a straight line between others. A rate of nothing is NaN.
 */
export function receiverOperating({ hits, alarms }: Counts): Curve {
  const turns = (counts: number[], i: number) => counts[i + 1]! - 2 * counts[i]! + counts[i - 1]! !== 0;
  const isKept = hits.map((_, i) => i === 0 || i === hits.length - 1 || turns(hits, i) || turns(alarms, i));
  const rates = (counts: number[]) => [0, ...counts.filter((_, i) => isKept[i])].map((count) => count / counts.at(-1)!);
  return { x: rates(alarms), y: rates(hits) };
}

/** At most so many points, evenly chosen, the first and the last among them. */
export function thinCurve({ x, y }: Curve, most: number): Curve {
  if (x.length <= most) return { x, y };
  const chosen = Array.from({ length: most }, (_, i) => Math.round((i * (x.length - 1)) / (most - 1)));
  return { x: chosen.map((i) => x[i]!), y: chosen.map((i) => y[i]!) };
}
