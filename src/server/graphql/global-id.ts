/** What an id can name. */
export type IdKind =
  | 'Project'
  | 'Run'
  | 'File'
  | 'Entity'
  | 'User'
  | 'Artifact'
  | 'ArtifactAlias'
  | 'ArtifactCollection'
  | 'ArtifactCollectionMembership'
  | 'ArtifactManifest'
  | 'ArtifactType'
  | 'Tag'
  | 'Sweep'
  | 'Agent';

/** The id of a thing as clients get it. They must not read it; W&B's artifact ids are base64, so all of ours are. */
export function globalId(kind: IdKind, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

/** The number in an id that `globalId` has made; null for anything else. */
export function localId(kind: IdKind, text: string): number | null {
  const [, found, number] = /^(\w+):(\d{1,15})$/.exec(Buffer.from(text, 'base64').toString()) ?? [];
  return found === kind ? Number(number) : null;
}
