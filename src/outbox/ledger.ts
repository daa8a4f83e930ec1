import type { JournaledRun, NumberedLines, RunFile } from '../journal/index';
import type { LineCounts, StreamName } from '../wire/index';

/**
 * What a delivery needs to know of a run. The browser's journal says all of it; so does a server's store of a run that
 * it passes on.
 */
export interface OwedRun extends Pick<
  JournaledRun,
  | 'key'
  | 'writer'
  | 'record'
  | 'next'
  | 'acknowledged'
  | 'base'
  | 'origin'
  | 'origins'
  | 'parent'
  | 'summary'
  | 'pinned'
  | 'counts'
  | 'alerts'
  | 'revision'
  | 'sentRevision'
  | 'identity'
  | 'exitCode'
  | 'exitSent'
  | 'updatedAt'
  | 'interruptedAt'
  | 'replacements'
> {
  /** The whole summary as one line, where whoever owes the run has it and need not compute it from the rows. */
  summaryLine?: string;
}

export interface OwedFile extends Omit<RunFile, 'bytes'> {
  bytes: ArrayBuffer | Blob;
}

/** Where it is written what a backend is owed: the part of a journal that a delivery works with. */
export interface Ledger {
  /** Lines may be missing for a while, and come later; nothing is sent of a stream until then. */
  readonly waitsForGaps?: boolean;
  load(key: string): Promise<OwedRun | undefined>;
  /** Reads, changes and writes a run's record in one transaction. `change` must be synchronous. */
  update(key: string, change: (run: OwedRun) => void): Promise<OwedRun>;
  /**
   * Lines from `from` on, or later where those are acknowledged meanwhile, without a gap among them: about as many as
   * hold `length` characters.
   */
  read(key: string, stream: StreamName, from: number, length: number): Promise<NumberedLines>;
  /**
   * Notes what the backend has stored. Not when one of these lines was replaced since `sent` was read: it is sent
   * again.
   */
  acknowledge(
    sent: OwedRun,
    parcel: { acknowledged: LineCounts; bytes: number },
    change: (run: OwedRun) => void,
  ): Promise<OwedRun>;
  /** The paths of files that are not uploaded yet, the next one first. */
  filePaths(key: string): Promise<string[]>;
  file(key: string, path: string): Promise<OwedFile | undefined>;
  /** Notes that a file needs no upload any more. */
  removeFile(key: string, file: OwedFile): Promise<unknown>;
}
