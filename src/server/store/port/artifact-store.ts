import type { Awaitable } from './awaitable';
import type { ManifestFile } from './content-store';
import type { ServerRun } from './run-store';

export interface ArtifactStore {
  /** Begins a version, or finds the one that has this content already, or that the same client has begun. */
  create(draft: ArtifactDraft, now: number): Awaitable<Artifact>;
  byId(id: number): Awaitable<Artifact | null>;
  byClientId(clientId: string): Awaitable<Artifact | null>;
  /** The newest version of a sequence. */
  latest(collection: number): Awaitable<Artifact | null>;
  update(id: number, changes: ArtifactChanges, now: number): Awaitable<void>;
  /**
   * Gives the artifact its files, its version and its aliases.
   *
   * @throws StoreRefusal `not-uploaded` when content of a file has not been uploaded.
   */
  commit(
    id: number,
    content: { digest: string; manifest: string; files: ManifestFile[] },
    now: number,
  ): Awaitable<Artifact>;
  /** Removes the artifact and all that names it; `latest` falls back to the version before. */
  delete(id: number): Awaitable<void>;
  /** Removes what was begun before a moment and never committed. */
  deleteAbandoned(before: number): Awaitable<void>;
  use(run: number, artifact: number): Awaitable<void>;
  /** What a run has logged or used, oldest first. */
  ofRun(run: number, how: 'input' | 'output'): Awaitable<Artifact[]>;
  usedBy(artifact: number): Awaitable<ServerRun[]>;
}

export interface Artifact {
  id: number;
  /** The sequence that it is a version of. */
  collectionId: number;
  state: 'PENDING' | 'COMMITTED';
  /** Null until it is committed. */
  version: number | null;
  digest: string;
  description: string | null;
  /** JSON text. */
  metadata: string | null;
  tags: string[];
  size: number;
  fileCount: number;
  historyStep: number | null;
  ttlSeconds: number | null;
  /** The run that logged it; null when there is none, or it has been deleted. */
  runId: number | null;
  createdAt: number;
  updatedAt: number;
}

/** What createArtifact brings. */
export interface ArtifactDraft {
  collectionId: number;
  digest: string;
  /** Whether content that the sequence has already makes no new version. */
  deduplicate: boolean;
  description: string | null;
  metadata: string | null;
  tags: string[];
  aliases: string[];
  historyStep: number | null;
  ttlSeconds: number | null;
  clientId: string | null;
  /** Several runs that write one artifact together give the same. */
  distributedId: string | null;
  runId: number | null;
}

/** Null leaves a field as it is. */
export interface ArtifactChanges {
  description: string | null;
  metadata: string | null;
  tags: string[] | null;
  ttlSeconds: number | null;
}
