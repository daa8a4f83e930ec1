/** So many significant digits a value has, unless it takes more to tell it from others. */
const DIGITS = 4;
/** What lies beyond is the error of adding up: 0.30000000000000004 is 0.3. */
const MOST_DIGITS = 12;

/**
 * Writes a metric's value for reading: four significant digits, or as many as tell it from a round number, and
 * exponents only where they are shorter. A number of single precision, as tensors have them, is written as what it
 * stands for. A long integer, which is an id or a seed rather than a measure, is written in full.
 *
 * @param resolution how far apart values are that must not read the same, where it is known: see {@link resolutionOf}.
 * @example formatNumber(0.000012345) // '1.234e-5'
 * @example formatNumber(0.999959) // '0.99996'
 */
export function formatNumber(value: number | bigint, resolution = 0): string {
  if (typeof value === 'bigint') return grouped(String(value));
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const exponent = exponentOf(size);
  const isWhole = Number.isInteger(value) && size < 1e15;
  if (isWhole && (size < 1e9 || !isExact(value, DIGITS))) return grouped(value.toFixed(0));
  const told = resolution > 0 ? Math.min(exponent - exponentOf(resolution) + 1, 15) : 0;
  const least = Math.max(told, DIGITS);
  if (size < 1e-4 || size >= 1e9) {
    const { digits, exact } = enoughDigits(value, least);
    return exponential(value, digits - 1, exact);
  }
  const { digits, exact } = enoughDigits(value, Math.max(least, exponent + 1));
  const text = value.toFixed(Math.max(0, digits - 1 - exponent));
  return grouped(exact ? withoutZeros(text) : text);
}

/**
 * How far apart values are that stand for different things where all of these are shown: a thousandth of what lies
 * between the least and the most.
 */
export function resolutionOf(values: Iterable<unknown>): number {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most > least ? (most - least) / 1000 : 0;
}

const UNITS = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/**
 * Writes numbers that stand side by side, as on an axis: each with as many digits as tell it from its neighbours.
 *
 * @param isShort for steps, where room is scarce: `1.5M`
 * @example formatApart([5.5451, 5.5452]) // ['5.5451', '5.5452']
 */
export function formatApart(values: readonly number[], isShort = false): string[] {
  const sorted = [...new Set(values)].filter(Number.isFinite).sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, index) => value - sorted[index]!);
  if (gaps.length === 0) return values.map((value) => formatNumber(value));
  const gap = Number(Math.min(...gaps).toPrecision(3));
  const size = Math.max(...sorted.map(Math.abs));
  const [unit, letter] = (isShort && size >= 1e4 && size < 1e15 && UNITS.find(([least]) => size >= least)) || [1, ''];
  const isExponential = size < 1e-4 || size / unit >= 1e9;
  let decimals = Math.max(0, -exponentOf(gap / unit));
  // Of neighbours 0.25 apart the first digit is not enough.
  while (
    decimals < 20 &&
    sorted.some((value) => Math.abs(Number((value / unit).toFixed(decimals)) * unit - value) > gap / 50)
  )
    decimals++;
  return values.map((value) => {
    if (value === 0 || !Number.isFinite(value)) return formatNumber(value);
    if (isExponential) return exponential(value, Math.max(0, exponentOf(Math.abs(value)) - exponentOf(gap)), false);
    const text = (value / unit).toFixed(decimals);
    // What is left of adding up -0.1 and 0.1 is zero, on neither side of it.
    return grouped(Number(text) === 0 ? text.replace('-', '') : text) + letter;
  });
}

/** The power of ten of a number's first digit. */
function exponentOf(size: number): number {
  return Number(size.toExponential().split('e')[1]);
}

/**
 * The fewest digits, at least so many, that do not make a value look like a round one that it is not; and whether they
 * are all it has.
 */
function enoughDigits(value: number, least: number): { digits: number; exact: boolean } {
  for (let digits = least; digits <= MOST_DIGITS; digits++) {
    if (isExact(value, digits)) return { digits, exact: true };
    const [mantissa = ''] = value.toExponential(digits - 1).split('e');
    if (mantissa.replace(/\.?0+$/, '').replace(/\D/g, '').length > 2) return { digits, exact: false };
  }
  return { digits: Math.max(least, MOST_DIGITS), exact: true };
}

function isExact(value: number, digits: number): boolean {
  const written = Number(value.toPrecision(digits));
  return written === value || Math.fround(written) === value;
}

function exponential(value: number, decimals: number, exact: boolean): string {
  const [mantissa = '', exponent = ''] = value.toExponential(Math.min(decimals, 20)).split('e');
  return `${exact ? withoutZeros(mantissa) : mantissa}e${exponent.replace('+', '')}`;
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** With commas between thousands. */
function grouped(text: string): string {
  const [whole = '', rest] = text.split('.');
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? commas : `${commas}.${rest}`;
}

/** Writes how many there are of something, in full. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** Writes how many there are of something and of what: `1 run`, `1,200 runs`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
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
  return `${withoutZeros(size.toPrecision(3))} ${units[unit] ?? ''}`;
}
