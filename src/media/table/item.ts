import type { RunFile } from '../../journal/index';
import type { Row } from '../../wire/index';
import type { FrozenColumn } from './column';
import type { Increment } from './increments';
import type { LogMode } from './options';

/** A table on its way to its encoder, column by column. */
export interface TableItem {
  names: string[];
  types: Row[];
  rows: number;
  columns: FrozenColumn[];
  mode: LogMode;
  /** Where these rows are not all. */
  increment: Increment | undefined;
  /** Of the media in its cells. */
  files: RunFile[];
}
