import type { Awaitable } from './awaitable';

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

/** What picks one version of a collection. */
export type VersionChoice = { version: number } | { named: string };

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
