/**
 * Exponential moving average, corrected for its beginning as TensorBoard does it: without the correction a smoothed
 * line starts at zero. `weight` runs from 0 (no smoothing) to just under 1. What is not finite stays as it is and does
 * not enter the average.
 */
export function smooth(values: readonly number[], weight: number): number[] {
  if (weight <= 0) return [...values];
  let average = 0;
  let share = 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = average * weight + value * (1 - weight);
    share *= weight;
    return average / (1 - share);
  });
}
