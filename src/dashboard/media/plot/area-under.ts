/** A point of a curve; without a class it is of the only one. */
export interface CurvePoint {
  x?: unknown;
  y?: unknown;
  class?: unknown;
}

/**
 * The area under each curve by the trapezoidal rule, as `sklearn.metrics.auc` has it, by class; that of a curve without
 * one is under undefined. What goes to and fro, has a single point, or one that is not a number, has no area.
 */
export function areasUnder(points: Iterable<CurvePoint>): Map<unknown, number> {
  const curves = new Map<unknown, [x: number, y: number][]>();
  for (const { x, y, class: name } of points) {
    const curve = curves.get(name) ?? [];
    curves.set(name, curve);
    curve.push([coordinate(x), coordinate(y)]);
  }
  return new Map(
    [...curves].flatMap(([name, curve]): [unknown, number][] => {
      const area = areaUnder(curve);
      return Number.isFinite(area) ? [[name, area]] : [];
    }),
  );
}

/** NaN for a curve without an area. */
function areaUnder(curve: readonly (readonly [number, number])[]): number {
  let area = curve.length < 2 ? NaN : 0;
  let direction = 0;
  for (let at = 1; at < curve.length; at++) {
    const [[before, height], [x, y]] = [curve[at - 1]!, curve[at]!];
    if ((x - before) * direction < 0) return NaN;
    direction ||= Math.sign(x - before);
    area += ((x - before) * (y + height)) / 2;
  }
  return Math.abs(area);
}

function coordinate(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}

/** @example sayArea(0.98765) // 'AUC 0.988' */
export function sayArea(area: number): string {
  return `AUC ${area.toFixed(3)}`;
}
