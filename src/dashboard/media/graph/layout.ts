import type { Link } from './logged-graph';
import { orderRows, spread, type Spot } from './spread';
import { untangle } from './untangle';

/** In CSS pixels. */
export const BOX = { width: 190, height: 62 };
const ROW = BOX.height + 34;
const PASSING = 6;
const MARGIN = 14;

/** Rows that the links of a drawing may cross: it is laid out on the page's thread. */
const MOST_CROSSED = 10_000;

/** Where everything is, in CSS pixels. */
export interface Layout {
  width: number;
  height: number;
  /** The middle of each box. */
  boxes: { x: number; y: number }[];
  /** The path of each link, as SVG has it. */
  links: string[];
}

/**
 * Lays a graph out from top to bottom, in rows, with few crossings (after Sugiyama). Null when it would take long.
 *
 * A library that does it, dagre 3.1.3, took 8 to 15 times as long for networks of 300 layers, which is seconds in which
 * the page stands still.
 */
export function layOut(count: number, links: readonly Link[]): Layout | null {
  const { turned, rows, length } = untangle(count, links);
  if (length > MOST_CROSSED) return null;
  const spots = Array.from(rows, (row): Spot => ({ row, width: BOX.width, above: [], below: [] }));
  const chains = links.map(([from, to], link) => {
    const [top, bottom] = turned[link] ? [to, from] : [from, to];
    const chain = [top];
    for (let row = rows[top]! + 1; row < rows[bottom]!; row++)
      chain.push(spots.push({ row, width: PASSING, above: [], below: [] }) - 1);
    if (bottom !== top) chain.push(bottom);
    for (const [place, spot] of chain.slice(1).entries()) {
      spots[spot]!.above.push(chain[place]!);
      spots[chain[place]!]!.below.push(spot);
    }
    return turned[link] ? chain.toReversed() : chain;
  });
  const middle = spread(spots, orderRows(spots));
  const sides = [-1, 1].map((side) =>
    spots.reduce((most, { width }, spot) => Math.max(most, side * middle[spot]! + width / 2), -Infinity),
  );
  const [left = 0, right = 0] = count > 0 ? sides : [];
  const pointOf = (spot: number) => ({
    x: MARGIN + left + middle[spot]!,
    y: MARGIN + BOX.height / 2 + spots[spot]!.row * ROW,
  });
  return {
    width: left + right + 2 * MARGIN,
    height: 2 * MARGIN + BOX.height + ROW * spots.reduce((most, { row }) => Math.max(most, row), 0),
    boxes: spots.slice(0, count).map((_, box) => pointOf(box)),
    links: chains.map((chain, link) => pathOf(chain.map(pointOf), turned[link]!)),
  };
}

/** From box to box, straight past the rows between. One that leads back has a place of its own at both. */
function pathOf(points: { x: number; y: number }[], isTurned: boolean): string {
  const [first] = points;
  const half = BOX.height / 2;
  if (points.length === 1) {
    const { x, y } = { x: first!.x + BOX.width / 2, y: first!.y };
    return `M${round(x)} ${round(y - 14)}C${round(x + 26)} ${round(y - 20)} ${round(x + 26)} ${round(y + 20)} ${round(x)} ${round(y + 14)}`;
  }
  const down = isTurned ? -half : half;
  const shift = (place: number) => (isTurned && (place === 0 || place === points.length - 1) ? BOX.width / 4 : 0);
  let path = `M${round(first!.x + shift(0))} ${round(first!.y + down)}`;
  for (let place = 1; place < points.length; place++) {
    const [from, to] = [points[place - 1]!, points[place]!];
    const [startX, endX] = [round(from.x + shift(place - 1)), round(to.x + shift(place))];
    const [startY, endY] = [from.y + down, to.y - down];
    const bend = round((startY + endY) / 2);
    path += `C${startX} ${bend} ${endX} ${bend} ${endX} ${round(endY)}`;
    if (place < points.length - 1) path += `V${round(to.y + down)}`;
  }
  return path;
}

const { round } = Math;
