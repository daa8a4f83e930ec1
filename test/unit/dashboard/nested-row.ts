import type { Row } from '../../../src/wire/index';

/** A row in a row in a row: so many keys lie one within the other. */
export function nestedRow(depth: number): Row {
  let row: Row = { a: 1 };
  for (let level = 1; level < depth; level++) row = { a: row };
  return row;
}
