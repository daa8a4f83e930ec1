/** Numbers from 0 up to 1, without 1. */
export type Random = () => number;

/**
 * A source whose numbers follow from a seed and a place, so that the trial with one number has the same parameters
 * whenever it is asked for.
 */
export function randomFrom(seed: number, place: number): Random {
  let state = (seed ^ Math.imul(place + 1, 0x9e3779b9)) >>> 0;
  // Mulberry32; two draws make the 53 bits of a double.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

/** A normal deviate, by Box and Muller. */
export function normal(random: Random, mu: number, sigma: number): number {
  return mu + sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A beta deviate, as the share of one of two gamma deviates. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  const y = gamma(random, b);
  return x + y === 0 ? 0.5 : x / (x + y);
}

/** Marsaglia and Tsang, 2000. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random, 0, 1);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
