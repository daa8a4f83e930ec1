import { isRow, loggedMediaOf, type LineValue, type Row } from '../../../wire/index';

/** A cell as text: every digit of a number, an object as JSON. Empty for null. */
export function cellText(cell: LineValue | undefined): string {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? nestedText(cell, 0) : String(cell);
}

/** A file may nest deeper than the stack is. */
const DEEPEST = 64;

function nestedText(value: LineValue, depth: number): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => nestedText(item, depth + 1)).join(',')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${nestedText(item, depth + 1)}`);
  return `{${entries.join(',')}}`;
}

/** A value of a kind that can be shown in a cell. */
export type MediaValue = Row & { _type: string };

/** The media of a cell: itself, or those of its list. */
export function mediaIn(cell: LineValue | undefined): MediaValue[] {
  if (Array.isArray(cell)) return isRow(cell[0]) ? cell.flatMap((one) => (isMedia(one) ? [one] : [])) : [];
  return isMedia(cell) ? [cell] : [];
}

function isMedia(value: LineValue | undefined): value is MediaValue {
  if (!isRow(value) || typeof value['_type'] !== 'string') return false;
  return !['media', 'table'].includes(loggedMediaOf(value['_type']));
}

/** What a person reads in a cell: a time as such, media as their captions. */
export function shownText(cell: LineValue, isTime: boolean): string {
  if (isTime && typeof cell === 'number' && Math.abs(cell) <= 8.64e15) return new Date(cell).toISOString();
  const media = mediaIn(cell);
  if (media.length === 0) return cellText(cell);
  return media.flatMap(({ caption }) => (typeof caption === 'string' ? [caption] : [])).join(', ');
}
