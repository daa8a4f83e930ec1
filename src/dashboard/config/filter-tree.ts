import type { LineValue, Row } from '../../wire/index';
import { jsonOf } from '../format/json';
import { isBranch } from '../format/leaves';

/** Keeps the leaves whose path or value holds `text`, and the branches that lead to them. */
export function filterTree(row: Row, text: string, prefix = '', depth = 0): Row {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return row;
  const kept: [string, LineValue][] = [];
  for (const [key, value] of Object.entries(row)) {
    const path = `${prefix}${key}`;
    if (isBranch(value, depth)) {
      // A branch whose own name matches is kept whole.
      const inner = path.toLowerCase().includes(wanted) ? value : filterTree(value, wanted, `${path}.`, depth + 1);
      if (Object.keys(inner).length > 0) kept.push([key, inner]);
    } else if (`${path}\n${leafText(value)}`.toLowerCase().includes(wanted)) kept.push([key, value]);
  }
  return Object.fromEntries(kept);
}

/** A leaf as text. Numbers in full: here people look for the exact learning rate. */
export function leafText(value: LineValue): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value) && typeof value['_type'] === 'string') return mediaText(value);
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one !== 'object'))
    return value.map(String).join(', ');
  return jsonOf(value);
}

function mediaText(value: Row): string {
  const { width, height, count } = value;
  const type = typeof value['_type'] === 'string' ? value['_type'] : 'media';
  const about = [
    typeof count === 'number' ? `${count} files` : '',
    typeof width === 'number' && typeof height === 'number' ? `${width} × ${height}` : '',
  ].filter(Boolean);
  return about.length > 0 ? `${type} (${about.join(', ')})` : type;
}
