import type { ArtifactFile, ArtifactVersion, RunArtifacts } from '../artifact';
import type { RunPath } from '../source';
import { query } from './graphql';

const FIELDS = `edges { node {
  id versionIndex size fileCount artifactType { name } artifactSequence { name } aliases { alias artifactCollectionName }
} }`;

/** So many of each kind are listed. */
const MOST = 500;

const ARTIFACTS = `query Artifacts($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) {
    logged: outputArtifacts(first: ${MOST}) { ${FIELDS} }
    used: inputArtifacts(first: ${MOST}) { ${FIELDS} }
  } }
}`;

interface ArtifactEdges {
  edges: {
    node: {
      id: string;
      versionIndex: number;
      size: number;
      fileCount: number;
      artifactType: { name: string };
      artifactSequence: { name: string };
      aliases: { alias: string; artifactCollectionName: string }[];
    };
  }[];
}

/** What a run has logged and used, the newest first. */
export async function askArtifacts({ entity, project, run }: RunPath, signal: AbortSignal): Promise<RunArtifacts> {
  const result = await query<{ project: { run: { logged: ArtifactEdges; used: ArtifactEdges } | null } | null }>(
    ARTIFACTS,
    { entity, project, run },
    signal,
  );
  const found = result.project?.run;
  return { logged: readVersions(found?.logged), used: readVersions(found?.used) };
}

function readVersions(found: ArtifactEdges | undefined): ArtifactVersion[] {
  const versions = (found?.edges ?? []).map(({ node }) => ({
    id: node.id,
    name: `${node.artifactSequence.name}:v${node.versionIndex}`,
    type: node.artifactType.name,
    aliases: node.aliases
      .filter((alias) => alias.artifactCollectionName === node.artifactSequence.name)
      .map(({ alias }) => alias),
    bytes: node.size,
    fileCount: node.fileCount,
  }));
  return versions.toReversed();
}

const FILES = `query ArtifactFiles($id: ID!, $first: Int!) {
  artifact(id: $id) { files(first: $first) { edges { node { name sizeBytes directUrl } } } }
}`;

/** The first files of an artifact. */
export async function askArtifactFiles(id: string, most: number, signal: AbortSignal): Promise<ArtifactFile[]> {
  const result = await query<{
    artifact: { files: { edges: { node: { name: string; sizeBytes: number; directUrl: string } }[] } } | null;
  }>(FILES, { id, first: most }, signal);
  return (result.artifact?.files.edges ?? []).map(({ node }) => {
    const isHere = node.directUrl.startsWith(`${location.origin}/`);
    return {
      name: node.name,
      bytes: node.sizeBytes,
      href: isHere ? node.directUrl : null,
      ref: isHere ? null : node.directUrl,
    };
  });
}
