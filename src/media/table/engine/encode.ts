import { formatLine, type TableFileJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { TableItem } from '../item';

/** Rows that become one piece of text: a string for each row would cost more than its cells. */
const ROWS_A_PIECE = 1000;

/**
 * Makes a file of a table, as W&B writes it: NaN and infinities as bare words. The types of the columns, which W&B has
 * in its artifacts only, come after the rows: by them a reader tells times from numbers.
 */
export async function encodeTable(part: MediaPart<TableItem>): Promise<Encoded> {
  const table = part.items[0]!;
  const { names, rows, mode, increment, files } = table;
  const { file, sha256 } = await mediaFile(
    part,
    'table',
    'table.json',
    new Blob(textOf(table), { type: 'application/json' }),
  );
  const json: TableFileJson = {
    _type: increment ? 'incremental-table-file' : 'table-file',
    ncols: names.length,
    nrows: increment?.rows ?? rows,
    log_mode: mode.toUpperCase() as TableFileJson['log_mode'],
    increment_num: increment?.num,
    previous_increments_paths: increment?.previous,
    sha256,
    size: file.bytes.byteLength,
    path: file.path,
  };
  return { json: formatLine(json), files: [file, ...files] };
}

function textOf({ names, types, rows, columns }: TableItem): string[] {
  const pieces = [`{"columns":${formatLine(names)},"data":[`];
  for (let from = 0; from < rows; from += ROWS_A_PIECE) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + ROWS_A_PIECE); row++) {
      let cells = '';
      for (const column of columns) cells += (cells && ',') + formatLine(column[row]);
      text += `${row > 0 ? ',' : ''}[${cells}]`;
    }
    pieces.push(text);
  }
  const typeMap = Object.fromEntries(names.map((name, i) => [name, types[i]!]));
  return [...pieces, `],"column_types":${formatLine({ wb_type: 'typedDict', params: { type_map: typeMap } })}}`];
}
