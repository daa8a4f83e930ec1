import { parseLine, type LineValue } from '../../../wire/index';

/** A scene of W&B's `.pts.json`, of which every number is finite. */
export interface PointScene {
  /** x, y and z of each point. */
  positions: Float32Array;
  /** Red, green and blue from 0 to 1 of each point; null where the file says nothing of colours. */
  colors: Float32Array | null;
  boxes: PointBox[];
  /** Start and end of each arrow, three numbers each. */
  vectors: number[][];
}

export interface PointBox {
  /** Eight corners. */
  corners: number[][];
  label: string;
  /** From 0 to 1; null where the file says none. */
  color: number[] | null;
}

/** Colours of the categories from 1 on, told apart on light and dark. */
const CATEGORIES = [
  0x3b73e8, 0xe8590c, 0x2b9348, 0xae3ec9, 0xe03131, 0x1098ad, 0xd9a400, 0x7048e8, 0x868e96, 0x12b886, 0xf06595,
  0x74b816, 0x4dabf7, 0xa0522d,
];

/**
 * Reads a `.pts.json` file: a list of points, or a scene with boxes and vectors. What is not one is left out.
 *
 * @throws when it is not JSON.
 */
export function readPoints(text: string): PointScene {
  const json = parseLine(text);
  const scene = fieldsOf(json);
  const points = Array.isArray(json) ? json : listOf(scene['points']);
  const readable = points.filter((point): point is number[] => isNumbers(point) && point.length >= 3);
  const positions = new Float32Array(readable.length * 3);
  const colors = readable.some(({ length }) => length > 3) ? new Float32Array(readable.length * 3).fill(0.5) : null;
  readable.forEach((point, at) => {
    positions.set(point.slice(0, 3), at * 3);
    if (point.length > 3) colors?.set(colorOf(point), at * 3);
  });
  return {
    positions,
    colors,
    boxes: listOf(scene['boxes']).flatMap(readBox),
    vectors: listOf(scene['vectors']).flatMap(readVector),
  };
}

function colorOf(point: readonly number[]): number[] {
  if (point.length >= 6) return point.slice(3, 6).map((part) => part / 255);
  const category = CATEGORIES[(((Math.round(point[3]!) - 1) % 14) + 14) % 14]!;
  return [category >> 16, (category >> 8) & 255, category & 255].map((part) => part / 255);
}

function readBox(value: LineValue): PointBox[] {
  const { corners, label, color, score } = fieldsOf(value);
  const points = listOf(corners).filter((corner): corner is number[] => isNumbers(corner) && corner.length === 3);
  if (points.length !== 8) return [];
  // W&B takes both 0 to 1 and 0 to 255.
  const scale = isNumbers(color) && color.some((part) => part > 1) ? 255 : 1;
  const name = typeof label === 'string' || typeof label === 'number' ? String(label) : '';
  return [
    {
      corners: points,
      label: typeof score === 'number' ? `${name} ${score}`.trim() : name,
      color: isNumbers(color) && color.length === 3 ? color.map((part) => part / scale) : null,
    },
  ];
}

function readVector(value: LineValue): number[][] {
  const { start, end } = fieldsOf(value);
  return isNumbers(start) && isNumbers(end) && start.length === 3 && end.length === 3 ? [[...start, ...end]] : [];
}

/**
 * The twelve edges of a box, as pairs of places in its corners, which may be in any order: from the first corner there
 * are three whose ways add up to the way to the one across.
 */
export function edgesOf(corners: readonly number[][]): [number, number][] {
  const away = corners.map((corner) => corner.map((part, axis) => part - corners[0]![axis]!));
  const lengthOf = (way: readonly number[]) => Math.hypot(...way);
  const across = away.reduce((far, way) => (lengthOf(way) > lengthOf(far) ? way : far));
  let [best, axes]: [number, number[][]] = [Infinity, []];
  for (let a = 1; a < 8; a++)
    for (let b = a + 1; b < 8; b++)
      for (let c = b + 1; c < 8; c++) {
        const three = [away[a]!, away[b]!, away[c]!];
        const miss = lengthOf(across.map((part, axis) => part - three.reduce((sum, way) => sum + way[axis]!, 0)));
        if (miss < best) [best, axes] = [miss, three];
      }
  const near = lengthOf(across) * 1e-3;
  const edges: [number, number][] = [];
  for (let from = 0; from < 8; from++)
    for (let to = from + 1; to < 8; to++) {
      const way = away[to]!.map((part, axis) => part - away[from]![axis]!);
      const isEdge = axes.some((one) =>
        [1, -1].some((sign) => lengthOf(way.map((part, axis) => part - sign * one[axis]!)) <= near),
      );
      if (isEdge) edges.push([from, to]);
    }
  return edges;
}

function fieldsOf(value: LineValue | undefined): { [name: string]: LineValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(value: LineValue | undefined): LineValue[] {
  return Array.isArray(value) ? value : [];
}

function isNumbers(value: LineValue | undefined): value is number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}
