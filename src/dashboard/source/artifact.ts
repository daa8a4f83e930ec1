import type { Href } from './href';

/** A version of an artifact. */
export interface ArtifactVersion {
  /** By which the source knows it. */
  id: string;
  /** With its version: `dataset:v3`. */
  name: string;
  type: string;
  aliases: string[];
  bytes: number;
  fileCount: number;
}

/** What a run has logged and used, the newest first. */
export interface RunArtifacts {
  logged: ArtifactVersion[];
  used: ArtifactVersion[];
}

/** A file of an artifact. */
export interface ArtifactFile {
  name: string;
  bytes: number;
  /** Where it can be opened; null for a reference to elsewhere, whose address is a stranger's. */
  href: Href | null;
  /** The address of what is elsewhere. */
  ref: string | null;
}
