import { isCount, isRow, type LineValue } from '../../../wire/index';
import { formatCount } from '../../format/number';

/** A histogram as logged: `edges` has one number more than `counts`. */
export interface Histogram {
  counts: number[];
  edges: number[];
  /** What has no bin, in words. Absent where everything has one. */
  leftOut?: string | undefined;
}

/** Reads a logged value; null when it is not a histogram that can be drawn. */
export function readHistogram(value: LineValue): Histogram | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const counts = numbers(value['values']);
  if (!counts || counts.length === 0) return null;
  const edges = numbers(value['bins']) ?? unpack(value['packedBins'], counts.length);
  if (!edges || edges.length !== counts.length + 1) return null;
  for (let index = 1; index < edges.length; index++) if (edges[index]! < edges[index - 1]!) return null;
  return { counts, edges, leftOut: leftOutOf(value['leftOut']) || undefined };
}

const LEFT_OUT = { nan: 'NaN', infinite: 'infinite', outside: 'outside of the edges' };

function leftOutOf(value: LineValue | undefined): string {
  if (!isRow(value)) return '';
  return Object.entries(LEFT_OUT)
    .flatMap(([why, words]) => {
      const count = value[why];
      return isCount(count) && count > 0 ? [`${formatCount(count)} ${words}`] : [];
    })
    .join(', ');
}

function numbers(value: LineValue | undefined): number[] | null {
  if (!Array.isArray(value)) return null;
  return value.every((one) => typeof one === 'number' && Number.isFinite(one)) ? (value as number[]) : null;
}

/** Newer W&B servers give even bins by their beginning and size. */
function unpack(value: LineValue | undefined, count: number): number[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { min, size } = value;
  if (typeof min !== 'number' || typeof size !== 'number' || !(size > 0)) return null;
  return Array.from({ length: count + 1 }, (_, index) => min + index * size);
}

/** The smallest and the largest value of the bins that hold anything, over all of the histograms. */
export function rangeOf(histograms: readonly Histogram[]): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const { counts, edges } of histograms) {
    const first = counts.findIndex((count) => count > 0);
    if (first === -1) continue;
    least = Math.min(least, edges[first]!);
    most = Math.max(most, edges[counts.findLastIndex((count) => count > 0) + 1]!);
  }
  if (!(most > least)) return Number.isFinite(least) ? [least - 0.5, least + 0.5] : [0, 1];
  return [least, most];
}

/**
 * How densely the values lie in each bin, as a share of the densest bin. Density and not count: bins may differ in
 * width. A bin without width, all values being equal, counts as the densest.
 */
export function densities({ counts, edges }: Histogram): number[] {
  const raw = counts.map((count, index) => {
    const width = edges[index + 1]! - edges[index]!;
    return width > 0 ? count / width : count > 0 ? Infinity : 0;
  });
  // Not `Math.max(...raw)`: a function does not take as many arguments as a line can hold bins.
  const most = raw.reduce((most, density) => (density > most && density < Infinity ? density : most), 0);
  return raw.map((density) => (density === Infinity ? 1 : most > 0 ? density / most : 0));
}

/** How many values went into a histogram, and about where they lie. */
export function describeHistogram({ counts, edges }: Histogram): {
  count: number;
  mean: number;
  least: number;
  most: number;
} {
  let count = 0;
  let sum = 0;
  for (const [index, size] of counts.entries()) {
    count += size;
    sum += (size * (edges[index]! + edges[index + 1]!)) / 2;
  }
  return { count, mean: count > 0 ? sum / count : NaN, least: edges[0]!, most: edges.at(-1)! };
}

/** The bin in which a value lies, the last edge being in the last bin; null when it lies in none. */
export function binAt({ edges }: Histogram, value: number): number | null {
  if (!(value >= edges[0]! && value <= edges.at(-1)!)) return null;
  const bin = edges.findLastIndex((edge) => edge <= value);
  return Math.min(bin, edges.length - 2);
}

/** Histograms of several steps as CSV (RFC 4180): a line for each bin. */
export function writeHistograms(columns: readonly { name: number; histogram: Histogram }[]): string {
  const lines = ['step,from,to,count'];
  for (const { name, histogram } of columns)
    for (const [bin, count] of histogram.counts.entries())
      lines.push(`${name},${histogram.edges[bin]},${histogram.edges[bin + 1]},${count}`);
  return `${lines.join('\r\n')}\r\n`;
}
