import { parseRow, type ProblemCode, type Row } from '../../wire/index';
import { encode, isPending } from '../../values/index';

/** Values for config or summary as they are now. What cannot be said in JSON, or only later, is dropped. */
export function freezeValues(values: Record<string, unknown>, drop: (reason: ProblemCode, key: string, detail: string) => void): Row {
  const entries: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    const fragment = encode(value, { key, step: 0, drop });
    if (fragment === undefined) continue;
    if (isPending(fragment)) drop('unsupported-value', key, 'a tensor or an image has no place here; log() it');
    else entries.push(`${JSON.stringify(key)}:${fragment}`);
  }
  return parseRow(`{${entries.join(',')}}`);
}
