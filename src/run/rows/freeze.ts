import { parseRowExactly, stringify, type Row } from '../../wire/index';
import { checkRecord, encodeRead, isPending, namesIn, type Place } from '../../values/index';

/**
 * Values for config or summary as they are now. What JSON cannot say is dropped, and what would have to be read first:
 * a tensor, an image.
 *
 * @throws SpoorError `bad-option` when they are not an object of values.
 */
export function freezeValues(values: Record<string, unknown>, drop: Place['drop'], caller = 'config'): Row {
  const record = checkRecord('bad-option', caller, values, '{ lr: 0.1 }');
  const entries: string[] = [];
  for (const key of namesIn(record, drop)) {
    const fragment = encodeRead(() => record[key], { key, step: 0, drop, isAtOnce: true });
    if (fragment === undefined) continue;
    if (isPending(fragment)) drop('unsupported-value', key, 'a tensor or an image has no place here; log() it');
    else entries.push(`${stringify(key)}:${fragment}`);
  }
  return parseRowExactly(`{${entries.join(',')}}`);
}
