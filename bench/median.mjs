/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * "1.23 (1.10 … 1.90)": the median, the smallest and the largest. @param {number[]} numbers @param {(n: number) =>
 * string} format
 */
export function spread(numbers, format) {
  return `${format(median(numbers))}  (${format(Math.min(...numbers))} … ${format(Math.max(...numbers))})`;
}

/** @param {number} n */
export const thousands = (n) => Math.round(n).toLocaleString('en-US');

/** How much of the one the other is, by their medians. @param {number[]} part @param {number[]} whole */
export const percent = (part, whole) => `${((median(part) / median(whole)) * 100).toFixed(0)} %`;
