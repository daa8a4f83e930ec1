import type { RunIdentity, LineCounts } from '../../../wire/index';
import type { Awaitable } from './awaitable';
import type { StoredFile } from './file-store';
import type { ServerRun } from './run-store';

/** How far each run has been passed on to other servers. */
export interface RelayStore {
  /**
   * The number of an upstream server. What it is owed are the runs that have changed since it was first named, or are
   * running; or `all`.
   */
  upstream(url: string, all: boolean, now: number): Awaitable<number>;
  /** The runs of which the upstream lacks something. */
  owed(upstream: number): Awaitable<number[]>;
  /** What the upstream has of a run; nothing as yet, when it was never spoken of. */
  find(upstream: number, run: number): Awaitable<RelayedRun>;
  /**
   * Reads, changes and writes it in one transaction; null when the run does not exist. `change` must be synchronous,
   * and `rewrites` stays as it is.
   */
  update(
    upstream: number,
    run: number,
    change: (relayed: RelayedRun, run: ServerRun) => void,
  ): Awaitable<RelayedRun | null>;
  /**
   * Takes the run's name and project for it at the upstream. Returns the other run that has them already, and then does
   * nothing.
   */
  claim(upstream: number, run: number): Awaitable<ServerRun | null>;
  /** The files that the upstream lacks, or has with other content. */
  owedFiles(upstream: number, run: number): Awaitable<StoredFile[]>;
  /** Notes that the upstream has a file, with this content. */
  putFile(upstream: number, run: number, name: string, md5: string): Awaitable<void>;
}

/** What an upstream server has of a run. */
export interface RelayedRun {
  /** Its name is ours at the upstream, which had no lines under it. */
  claimed: boolean;
  identity: RunIdentity | null;
  /** The revision of the record that it has accepted; 0: it must be told again. */
  revision: number;
  lineCounts: LineCounts;
  /** How often lines that it may have were written anew. */
  rewrites: number;
  /** It knows that, and how, the run has ended. */
  ended: boolean;
  /** What it would not take, in words. */
  dropped: string | null;
}
