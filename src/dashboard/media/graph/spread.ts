/** A place in a row: of a box, or of a link that passes by. */
export interface Spot {
  row: number;
  /** In CSS pixels. */
  width: number;
  /** The spots of the next rows that it is linked to. */
  above: number[];
  below: number[];
}

const GAP = 22;
/** So often the rows are gone through from top to bottom and back: more changes little. */
const SWEEPS = 12;

/** The spots of each row from left to right, so that few links cross: each stands near those that it is linked to. */
export function orderRows(spots: readonly Spot[]): number[][] {
  const rows: number[][] = [];
  for (const [spot, { row }] of spots.entries()) (rows[row] ??= []).push(spot);
  const place = new Float64Array(spots.length);
  const number = (row: readonly number[]) => row.forEach((spot, at) => (place[spot] = at - row.length / 2));
  rows.forEach(number);
  for (const { row, side } of sweep(rows, SWEEPS)) {
    const wanted = new Map(row.map((spot) => [spot, mean(spots[spot]![side], place) ?? place[spot]!]));
    row.sort((one, other) => wanted.get(one)! - wanted.get(other)!);
    number(row);
  }
  return rows;
}

/** Where the middle of each spot is, from left to right: below those above it, and apart from its neighbours. */
export function spread(spots: readonly Spot[], rows: number[][]): Float64Array {
  const middle = new Float64Array(spots.length);
  for (const { row, side } of sweep(rows, SWEEPS + 1)) {
    // How far each is from the first of its row, when they stand side by side.
    const offsets = [0];
    for (let at = 1; at < row.length; at++)
      offsets.push(offsets[at - 1]! + GAP + (spots[row[at - 1]!]!.width + spots[row[at]!]!.width) / 2);
    const all = (spot: number) => mean(spots[spot]![side], middle) ?? middle[spot]!;
    const shifts = ascending(row.map((spot, at) => all(spot) - offsets[at]!));
    row.forEach((spot, at) => (middle[spot] = shifts[at]! + offsets[at]!));
  }
  return middle;
}

/** The rows from top to bottom, each beside the one above, then back, each beside the one below, and so on. */
function* sweep(rows: number[][], times: number): Generator<{ row: number[]; side: 'above' | 'below' }> {
  for (let time = 0; time < times; time++) {
    const isDown = time % 2 === 0;
    for (const row of isDown ? rows : rows.toReversed()) yield { row, side: isDown ? 'above' : 'below' };
  }
}

function mean(spots: readonly number[], values: Float64Array): number | undefined {
  if (spots.length === 0) return undefined;
  return spots.reduce((sum, spot) => sum + values[spot]!, 0) / spots.length;
}

/** The numbers that never fall and are nearest to these: neighbours in the wrong order meet at their mean. */
export function ascending(wanted: readonly number[]): number[] {
  const groups: { sum: number; count: number }[] = [];
  for (const value of wanted) {
    let group = { sum: value, count: 1 };
    for (let last = groups.at(-1); last && last.sum / last.count > group.sum / group.count; last = groups.at(-1)) {
      group = { sum: group.sum + last.sum, count: group.count + last.count };
      groups.pop();
    }
    groups.push(group);
  }
  return groups.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
}
