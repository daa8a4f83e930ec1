import type { Lesson } from './lesson';

// What curves are by their definition, counted at each threshold anew: slow, and nothing to be wrong in.

/** At a threshold, from the lowest score of a digit up: how many have at least it, of the digit and of the others. */
function countsOf({ test, scores }: Lesson, digit: number): { hits: number; alarms: number }[] {
  const own = scores.map((row) => row[digit]!);
  const thresholds = [...new Set(own)].sort((one, other) => one - other);
  return thresholds.map((threshold) => {
    const above = own.flatMap((score, at) => (score >= threshold ? [test.labels[at] === digit] : []));
    const hits = above.filter(Boolean).length;
    return { hits, alarms: above.length - hits };
  });
}

/** Recall and precision at each threshold, and at the end none. */
export function precisionRecallPoints(lesson: Lesson, digit: number): [recall: number, precision: number][] {
  const counts = countsOf(lesson, digit);
  const all = counts[0]!.hits;
  return [...counts.map(({ hits, alarms }): [number, number] => [hits / all, hits / (hits + alarms)]), [0, 1]];
}

/** The false and the true positive rate at each threshold, from none up. */
function ratePoints(lesson: Lesson, digit: number): [fpr: number, tpr: number][] {
  const counts = countsOf(lesson, digit).toReversed();
  const { hits: allHits, alarms: allAlarms } = counts.at(-1)!;
  return [[0, 0], ...counts.map(({ hits, alarms }): [number, number] => [alarms / allAlarms, hits / allHits])];
}

/** How often a digit has a higher score than another one has: the area under its curve. */
function areaByPairs({ test, scores }: Lesson, digit: number): number {
  const scoresOf = (is: boolean) =>
    scores.flatMap((row, at) => ((test.labels[at] === digit) === is ? [row[digit]!] : []));
  const [own, others] = [scoresOf(true), scoresOf(false)];
  let won = 0;
  for (const one of own) for (const other of others) won += one > other ? 1 : one === other ? 0.5 : 0;
  return won / own.length / others.length;
}

/** What differs of stored ROC curves: each point is one of the definition's, and nothing of the area is lost. */
export function differentCurve(stored: unknown[][], lesson: Lesson): string | null {
  for (let digit = 0; digit < 10; digit++) {
    const points = stored.filter(([name]) => name === `${digit}`).map(([, fpr, tpr]) => [fpr, tpr] as [number, number]);
    const known = new Set(ratePoints(lesson, digit).map(String));
    const strange = points.find((point) => !known.has(String(point)));
    if (strange) return `the curve of ${digit} goes through ${strange.join(', ')}`;
    let area = 0;
    for (const [at, [fpr, tpr]] of points.entries()) {
      const [before, height] = points[at - 1] ?? [0, 0];
      area += ((fpr - before) * (tpr + height)) / 2;
    }
    const right = areaByPairs(lesson, digit);
    if (Math.abs(area - right) > 1e-9) return `the area under the curve of ${digit} is ${area}, not ${right}`;
  }
  return null;
}
