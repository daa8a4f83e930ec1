/**
 * The places of an axis that are worth a label. uPlot knows such places from 1e-16 to 1e32 only, and adds their
 * distance up, which never ends where the distance is too small for the number.
 */

/** The least distance that looks round and is not below this one: one of the digits times a power of ten. */
export function roundDistance(distance: number, digits = [1, 2, 2.5, 5]): number {
  const exponent = Math.floor(Math.log10(distance));
  const found = digits.map((digit) => Number(`${digit}e${exponent}`)).find((round) => round >= distance * (1 - 1e-9));
  return found ?? Number(`1e${exponent + 1}`);
}

/** The multiples of a distance from `min` to `max`. */
export function multiplesOf(distance: number, min: number, max: number): number[] {
  if (!(distance > 0) || !Number.isFinite(distance)) return [];
  const first = Math.ceil(min / distance - 1e-9);
  const count = Math.min(100, Math.floor((max - first * distance) / distance + 1e-9) + 1);
  const places = Array.from({ length: Math.max(0, count) }, (_, index) =>
    Number(((first + index) * distance).toPrecision(15)),
  );
  return places.filter((place, index) => index === 0 || place > places[index - 1]!).map((place) => place + 0);
}

/** Places on an even scale, at most about so many. */
export function evenTicks(min: number, max: number, most: number): number[] {
  return multiplesOf(roundDistance((max - min) / Math.max(1, most)), min, max);
}

/**
 * Places on a logarithmic scale: powers of ten, what lies between them where there is room, and even ones within a
 * power.
 */
export function logTicks(min: number, max: number, most: number): number[] {
  if (isWithinPower(min, max)) return evenTicks(min, max, most);
  const decades = Math.log10(max) - Math.log10(min);
  const digits = decades * 3 <= most ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil(decades / Math.max(1, most)));
  const first = Math.floor(Math.log10(min) / stride) * stride;
  const places: number[] = [];
  for (let exponent = first; exponent <= Math.log10(max); exponent += stride) {
    for (const digit of digits) places.push(Number(`${digit}e${exponent}`));
  }
  return places.filter((place) => place >= min && place <= max);
}

/** Whether less than a power of ten lies between two ends of a logarithmic scale: then it is nearly even. */
export function isWithinPower(min: number, max: number): boolean {
  return max / min < 10;
}
