import { formatLine } from '../../../wire/index';
import type { Cloud } from '../item';

/** A `.pts.json` file, and how many points are not in it. */
export interface PointsFile {
  blob: Blob;
  count: number;
  left: number;
}

/** So many points become one piece of text: of a million, the whole would take several times the memory. */
const PIECE = 10_000;

/** Writes points as W&B's client does: a list of them, or a scene that has them. What is not finite is left out. */
export function writePoints({ points, columns, scene }: Cloud): PointsFile {
  const encoder = new TextEncoder();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const add = (text: string) => pieces.push(encoder.encode(text));
  add(scene ? '{"type":"lidar/beta","points":[' : '[');
  let [count, text] = [0, ''];
  const total = points.length / columns;
  for (let at = 0; at < total; at++) {
    const point = textOf(points, at * columns, columns);
    if (point !== null) text += count++ > 0 ? `,${point}` : point;
    if ((at + 1) % PIECE === 0) {
      add(text);
      text = '';
    }
  }
  add(text);
  add(scene ? `],"boxes":${formatLine(scene.boxes)},"vectors":${formatLine(scene.vectors)}}` : ']');
  return { blob: new Blob(pieces, { type: 'application/json' }), count, left: total - count };
}

/** Null when one of its numbers is NaN or infinite. */
function textOf(points: ArrayLike<number>, from: number, columns: number): string | null {
  let text = '';
  for (let i = from; i < from + columns; i++) {
    const value = points[i]!;
    if (!Number.isFinite(value)) return null;
    text += i > from ? `,${value}` : value;
  }
  return `[${text}]`;
}
