import { isRow, parseLine, type LineValue } from '../../../wire/index';
import { formatNumber } from '../../format/number';

/** What the classes are called, by their ids. */
export type Labels = ReadonlyMap<number, string>;

/** A box to draw. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Whether these are pixels of the image, or parts of it. */
  isPixels: boolean;
  /** -1 where the client has given none. */
  classId: number;
  caption: string | null;
  /** As `sure 0.9`. */
  scores: string;
}

/**
 * Reads a `boxes2D` file; a box that has no place is left out.
 *
 * @throws SyntaxError when the text is something else.
 */
export function readBoxes(text: string): { boxes: Box[]; labels: Labels } {
  const file = parseLine(text);
  if (!isRow(file) || !Array.isArray(file['box_data'])) throw new SyntaxError('The file holds no boxes.');
  return { boxes: file['box_data'].flatMap(readBox), labels: readLabels(file['class_labels']) };
}

/** Of anything else, an empty map. */
export function readLabels(value: LineValue | undefined): Labels {
  const entries = Object.entries(isRow(value) ? value : {});
  return new Map(entries.flatMap(([id, name]) => (typeof name === 'string' ? [[Number(id), name] as const] : [])));
}

function readBox(box: LineValue): Box[] {
  if (!isRow(box) || !isRow(box['position'])) return [];
  const place = placeOf(box['position']);
  if (!place.every((number) => Number.isFinite(number))) return [];
  const [left, top, width, height] = place as [number, number, number, number];
  const { class_id: id, box_caption: caption, scores } = box;
  return [
    {
      left,
      top,
      width,
      height,
      isPixels: box['domain'] === 'pixel',
      classId: typeof id === 'number' && Number.isInteger(id) ? id : -1,
      caption: typeof caption === 'string' && caption !== '' ? caption : null,
      scores: Object.entries(isRow(scores) ? scores : {})
        .flatMap(([name, score]) => (typeof score === 'number' ? [`${name} ${formatNumber(score)}`] : []))
        .join(', '),
    },
  ];
}

function placeOf(position: { [name: string]: LineValue }): number[] {
  const at = (name: string) => (typeof position[name] === 'number' ? position[name] : NaN);
  const { middle } = position;
  if (!Array.isArray(middle)) return [at('minX'), at('minY'), at('maxX') - at('minX'), at('maxY') - at('minY')];
  const [x, y] = middle.map((one) => (typeof one === 'number' ? one : NaN));
  return [x! - at('width') / 2, y! - at('height') / 2, at('width'), at('height')];
}

export function labelOf(classId: number, labels: Labels): string {
  return labels.get(classId) ?? (classId < 0 ? 'no class' : `class_${classId}`);
}

/** What stands at a box. */
export function textOf({ caption, classId, scores }: Box, labels: Labels): string {
  return [caption ?? (classId < 0 ? '' : labelOf(classId, labels)), scores].filter(Boolean).join(' · ');
}
