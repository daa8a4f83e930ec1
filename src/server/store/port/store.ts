import type { LineCounts } from '../../../wire/index';
import type { AlertStore } from './alert-store';
import type { ArtifactStore } from './artifact-store';
import type { Awaitable } from './awaitable';
import type { CollectionStore } from './collection-store';
import type { ColumnStore } from './column-store';
import type { ContentStore } from './content-store';
import type { Delivery, Written } from './delivery';
import type { FactStore } from './fact-store';
import type { FileStore } from './file-store';
import type { LineStore } from './line-store';
import type { ProjectStore } from './project-store';
import type { RelayStore } from './relay-store';
import type { RemovalStore } from './removal-store';
import type { RunChanges, RunStore, ServerRun } from './run-store';
import type { SweepStore } from './sweep-store';

export type * from './alert-store';
export type * from './artifact-store';
export type * from './awaitable';
export type * from './collection-store';
export * from './column-store';
export type * from './content-store';
export type * from './delivery';
export type * from './fact-store';
export type * from './file-store';
export type * from './line-store';
export type * from './project-store';
export * from './refusal';
export type * from './relay-store';
export type * from './removal-store';
export * from './run-store';
export type * from './sweep-store';
export type * from './writer-store';

/** All that the server remembers, except the bytes of files. A write has happened when its method has answered. */
export interface Store {
  readonly projects: ProjectStore;
  readonly runs: RunStore;
  readonly lines: LineStore;
  readonly columns: ColumnStore;
  readonly files: FileStore;
  readonly relays: RelayStore;
  readonly alerts: AlertStore;
  readonly collections: CollectionStore;
  readonly artifacts: ArtifactStore;
  readonly contents: ContentStore;
  readonly sweeps: SweepStore;
  readonly removals: RemovalStore;
  readonly facts: FactStore;
  /** Makes a run whose history begins with these lines, all of it or nothing. */
  create(project: number, name: string, changes: RunChanges, history: string[], now: number): Awaitable<ServerRun>;
  /**
   * A writer that numbers its lines on its own announces itself: see {@link Delivery.writer}.
   *
   * @param client the name that it gives itself; null for one that does not know of others.
   * @param from the numbers that it gives to its own first lines.
   */
  open(run: number, client: string | null, from: LineCounts): Awaitable<void>;
  /**
   * Carries out one file_stream request, all of it or nothing. Null when the run does not exist.
   *
   * @throws StoreRefusal `gap-too-large`, `no-room` or `too-many-keys`.
   */
  write(run: number, delivery: Delivery): Awaitable<Written | null>;
  /** Forgets the history after a step, and all that was printed and measured. */
  rewind(run: number, step: number, now: number): Awaitable<void>;
  /** Stores something of some size and removes it, to see whether that works. */
  tryToStore(): Awaitable<void>;
  /** Writes a copy of all that it has to a new file. */
  copyTo(path: string): Awaitable<void>;
  close(): Awaitable<void>;
}
