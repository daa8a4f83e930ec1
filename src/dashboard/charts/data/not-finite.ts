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

/**
 * Says what is marked. Where every value is there to be counted: `12 NaN, 1 ∞`. Else only where each kind begins is
 * certain: `NaN from step 300`.
 */
export function describeMarks(marks: readonly Mark[], countable: boolean, describeX: (x: number) => string): string {
  const kinds = new Map<string, { count: number; first: number }>();
  for (const { kind, x } of marks) {
    const known = kinds.get(kind);
    kinds.set(kind, { count: (known?.count ?? 0) + 1, first: Math.min(known?.first ?? x, x) });
  }
  return Array.from(kinds, ([kind, { count, first }]) => {
    const what = kind === '≤ 0' ? '≤ 0 (not on a log scale)' : kind;
    return countable ? `${count.toLocaleString('en-US')} ${what}` : `${what} from ${describeX(first)}`;
  }).join(', ');
}
