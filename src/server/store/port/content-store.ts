import type { Awaitable } from './awaitable';

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

/** A file of an artifact as its manifest names it. */
export interface ManifestFile {
  path: string;
  /** MD5 in base64; of a reference, whatever its store calls it by. */
  digest: string;
  size: number;
  /** The address of what is not kept here; null for what is. */
  ref: string | null;
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
