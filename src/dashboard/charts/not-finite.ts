import type { Points } from './points';

/** A value that no line can show, at its place on the x-axis. */
export interface Mark {
  x: number;
  kind: 'NaN' | '∞' | '−∞' | '≤ 0';
  /** Which of the chart's lines it belongs to. */
  line: number;
}

/** Finds what a chart must mark at its axis: NaN, infinities, and on a logarithmic scale whatever is not positive. */
export function findMarks(lines: readonly Points[], logarithmic: boolean): Mark[] {
  const marks: Mark[] = [];
  for (const [line, { x, y }] of lines.entries()) {
    for (const [index, value] of y.entries()) {
      const kind = kindOf(value, logarithmic);
      if (kind) marks.push({ x: x[index]!, kind, line });
    }
  }
  return marks;
}

function kindOf(value: number, logarithmic: boolean): Mark['kind'] | null {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return logarithmic && value <= 0 ? '≤ 0' : null;
}

/** Counts marks for reading: `12 NaN, 1 ∞`. */
export function describeMarks(marks: readonly Mark[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of marks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count.toLocaleString('en-US')} ${kind}`).join(', ');
}
