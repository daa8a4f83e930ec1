/**
 * Writes a metric's value for reading: four significant digits, exponents only where they are shorter.
 *
 * @example formatNumber(0.000012345) // '1.234e-5'
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e9) return trimZeros(value.toExponential(3));
  if (Number.isInteger(value) || size >= 1000) return Math.round(value).toLocaleString('en-US');
  return trimZeros(value.toPrecision(4));
}

function trimZeros(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent === undefined) return short;
  return `${short}e${exponent.replace('+', '')}`;
}

/** Writes how many there are of something, in full. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** Writes how many there are of something and of what: `1 run`, `1,200 runs`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Writes a step on an axis, where room is scarce: `1.5M`. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${trimZeros((value / 1e9).toPrecision(4))}B`;
  if (size >= 1e6) return `${trimZeros((value / 1e6).toPrecision(4))}M`;
  if (size >= 1e4) return `${trimZeros((value / 1e3).toPrecision(4))}k`;
  return formatNumber(value);
}

/** Writes a file's size. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${trimZeros(size.toPrecision(3))} ${units[unit] ?? ''}`;
}
