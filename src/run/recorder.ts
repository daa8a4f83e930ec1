import type { Row, RunIdentity, RunRecord } from '../wire/index';
import type { HistorySource } from './history';
import type { Change } from '../link/pending-changes';
import type { SideStream } from '../link/side-streams';
import type { LastWords } from '../thread/contract';
import type { PendingRow } from '../link/pending-row';

/** Where a run's rows go: to the journal, or into memory for as long as nothing may be kept. */
export interface Recorder {
  /** Who the run is to the server; null until the server has said so. */
  readonly identity: RunIdentity | null;
  /** Where to read the row that is being filled. */
  watchOpenRow(read: () => string | null): void;
  append(row: string | PendingRow, nextStep: number): void;
  change(change: Change): void;
  /** Lines of the streams beside the rows. */
  appendLines(stream: SideStream, lines: string[]): void;
  flush(): Promise<void>;
  synced(): Promise<void>;
  /** Notes the end of the run; whether the server has it. */
  finish(exitCode: number): Promise<boolean>;
  /** Ends the connection: everything is delivered. */
  close(): Promise<void>;
  /** Rows that wait in this browser, or that the server has; see `History`. */
  readonly history: HistorySource;
  /** What the journal does not have yet, for the page that comes after this one. */
  lastWords(record: RunRecord, pinned: Row): LastWords | null;
}
