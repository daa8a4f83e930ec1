import type { VersionChoice } from '../../artifacts/artifact-name';
import type { ManifestFile } from '../../artifacts/manifest';
import type { Awaitable, ServerRun } from './store';

/** Named series of artifacts, and which versions they have under which aliases. */
export interface CollectionStore {
  find(project: number, name: string): Awaitable<Collection | null>;
  byId(id: number): Awaitable<Collection | null>;
  /** Those of a project, or only those of one type; the oldest first. */
  list(project: number, type: string | null): Awaitable<Collection[]>;
  /** The types that collections of a project have or had, the oldest first. */
  types(project: number): Awaitable<ArtifactType[]>;
  /** Finds or makes the collection; one that exists keeps its kind and type. */
  upsert(project: number, name: string, kind: CollectionKind, type: string, now: number): Awaitable<Collection>;
  /** Null leaves a field as it is. */
  update(id: number, changes: CollectionChanges, now: number): Awaitable<void>;
  /** Removes the collection with its aliases; of a sequence also the artifacts, wherever they are linked. */
  delete(id: number): Awaitable<void>;
  /** The versions, the newest first. */
  members(collection: number): Awaitable<Membership[]>;
  member(collection: number, choice: VersionChoice): Awaitable<Membership | null>;
  membershipsOf(artifact: number): Awaitable<Membership[]>;
  aliases(of: { collection?: number; artifact?: number }): Awaitable<Alias[]>;
  /** Puts an alias on a version, taking it from another one. False when the artifact is not in the collection. */
  addAlias(collection: number, alias: string, artifact: number): Awaitable<boolean>;
  removeAlias(collection: number, alias: string, artifact: number): Awaitable<void>;
  /** Makes an artifact a version of a portfolio; one that is there stays what it is. */
  link(portfolio: number, artifact: number, aliases: string[], now: number): Awaitable<Membership>;
  unlink(portfolio: number, artifact: number): Awaitable<void>;
}

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
   * @throws Refusal 400 when content of a file has not been uploaded.
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

/** The files of artifacts, their manifests, and which content is on disk. */
export interface ContentStore {
  /** The size of content that is on disk; null when it is not. */
  size(digest: string): Awaitable<number | null>;
  record(digest: string, size: number): Awaitable<void>;
  /**
   * Notes that pending artifacts will have this content, which keeps it from being removed. Says of each whether it is
   * on disk.
   */
  announce(files: { artifact: number; path: string; digest: string }[]): Awaitable<boolean[]>;
  /** Files in the order of the manifest, those after an id; only those with these paths, if any are named. */
  files(artifact: number, page: { after: number; limit: number; paths: string[] | null }): Awaitable<ArtifactFile[]>;
  countFiles(artifact: number, paths: string[] | null): Awaitable<number>;
  /** Whether a version of the collection has this content; the name that it has there. */
  nameIn(collection: number, digest: string): Awaitable<string | null>;
  /** Forgets the content that nothing names any more, and owes its removal. */
  forgetUnused(): Awaitable<void>;
  /** The digests of all content that is said to be on disk. */
  list(): Awaitable<string[]>;
  /** Whether a file of an artifact or a manifest has this content. */
  isNamed(digest: string): Awaitable<boolean>;
  /** Forgets that this content is on disk, because it is not: whoever announces it is asked to upload it. */
  lose(digests: string[]): Awaitable<void>;
  addManifest(manifest: Omit<StoredManifest, 'id'>): Awaitable<StoredManifest>;
  manifest(id: number): Awaitable<StoredManifest | null>;
  setManifestDigest(id: number, digest: string): Awaitable<StoredManifest>;
  /** In the order in which they were begun. */
  manifests(artifact: number): Awaitable<StoredManifest[]>;
}

/** A sequence has artifacts of its own; a portfolio has links to those of sequences. */
export type CollectionKind = 'sequence' | 'portfolio';

export interface Collection {
  id: number;
  projectId: number;
  name: string;
  kind: CollectionKind;
  type: string;
  description: string | null;
  tags: string[];
  createdAt: number;
  updatedAt: number;
}

export interface CollectionChanges {
  name: string | null;
  description: string | null;
  type: string | null;
  tags: string[] | null;
}

export interface ArtifactType {
  id: number;
  name: string;
  createdAt: number;
}

/** One version of a collection. */
export interface Membership {
  id: number;
  collectionId: number;
  artifactId: number;
  version: number;
  createdAt: number;
}

export interface Alias {
  id: number;
  collectionId: number;
  artifactId: number;
  alias: string;
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

export interface ArtifactFile extends ManifestFile {
  id: number;
}

export interface StoredManifest {
  id: number;
  artifactId: number;
  name: string;
  /** Full, or what is to be added to the manifest of a base artifact, or to the patches of other runs. */
  type: 'FULL' | 'INCREMENTAL' | 'PATCH';
  baseId: number | null;
  /** Empty until it is known. */
  digest: string;
}
