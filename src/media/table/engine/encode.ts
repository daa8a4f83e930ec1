import { formatLine, type TableFileJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { TableItem } from '../table';

/** Rows that become one piece of text: a string for each row would cost more than its cells. */
const ROWS_A_PIECE = 1000;

/** Makes a file of a table, as W&B writes it: NaN and infinities as bare words. */
export async function encodeTable(part: MediaPart<TableItem>): Promise<Encoded> {
  const [table] = part.items;
  const { names, rows } = table!;
  const { file, sha256 } = await mediaFile(
    part,
    'table',
    'table.json',
    new Blob(textOf(table!), { type: 'application/json' }),
  );
  const json: TableFileJson = {
    _type: 'table-file',
    ncols: names.length,
    nrows: rows,
    log_mode: 'IMMUTABLE',
    sha256,
    size: file.bytes.byteLength,
    path: file.path,
  };
  return { json: formatLine(json), files: [file] };
}

function textOf({ names, rows, columns }: TableItem): string[] {
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
  return [...pieces, ']}'];
}
