import { isRow, type LineValue, type Row } from '../line/line';

/**
 * The value of a metric that is named by its path, joined by dots. A name may itself have dots, so each way to split
 * the path is tried.
 *
 * @example valueAt({ 'a.b': { c: 1 } }, 'a.b.c') // 1
 */
export function valueAt(row: Row, path: string): LineValue | undefined {
  if (Object.hasOwn(row, path)) return row[path];
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    const inner = Object.hasOwn(row, name) ? row[name] : undefined;
    const value = isRow(inner) ? valueAt(inner, path.slice(dot + 1)) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
