import { SpoorError } from '../../../wire/index';
import type { ArtifactFile, ArtifactVersion, RunArtifacts } from '../artifact';
import type { FileKeeper, RunPath } from '../source';
import { contentAt } from './content';
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

const OF_CLIENT = `query ArtifactOfClient($client: ID!) { clientIDMapping(clientID: $client) { serverID } }`;
const NAMED = `query ArtifactFile($id: ID!, $names: [String!]) {
  artifact(id: $id) { files(names: $names, first: 1) { edges { node { directUrl } } } }
}`;

/** Whether an address is of this server. The origin of a stranger's `blob:` address would say so, too. */
function isOurs(href: string): boolean {
  return href.startsWith(`${location.origin}/`);
}

/** The first files of an artifact. */
export async function askArtifactFiles(id: string, most: number, signal: AbortSignal): Promise<ArtifactFile[]> {
  const result = await query<{
    artifact: { files: { edges: { node: { name: string; sizeBytes: number; directUrl: string } }[] } } | null;
  }>(FILES, { id, first: most }, signal);
  return (result.artifact?.files.edges ?? []).map(({ node }) => {
    const isHere = isOurs(node.directUrl);
    return {
      name: node.name,
      bytes: node.sizeBytes,
      href: isHere ? node.directUrl : null,
      ref: isHere ? null : node.directUrl,
    };
  });
}

/** The files of the artifact that a client knows by an id of its own; null for one that is not here. */
export async function askClientArtifact(client: string, signal: AbortSignal): Promise<FileKeeper | null> {
  const { clientIDMapping } = await query<{ clientIDMapping: { serverID: string } | null }>(
    OF_CLIENT,
    { client },
    signal,
  );
  if (!clientIDMapping) return null;
  const { serverID: id } = clientIDMapping;
  const known = new Map<string, Promise<string>>();
  const hrefOf = (name: string) => {
    const href = known.get(name) ?? askHref(id, name);
    known.set(name, href);
    return href;
  };
  return {
    file: (_path, name) => hrefOf(name),
    content: async (_path, name, question) => contentAt(await hrefOf(name), question),
    has: async (_path, name) =>
      hrefOf(name).then(
        () => true,
        () => false,
      ),
  };
}

/** Where a file of an artifact is. A ticket of the server is in the address, so that it is made when it is needed. */
async function askHref(id: string, name: string): Promise<string> {
  const { artifact } = await query<{ artifact: { files: { edges: { node: { directUrl: string } }[] } } | null }>(
    NAMED,
    { id, names: [name] },
    new AbortController().signal,
  );
  const href = artifact?.files.edges[0]?.node.directUrl;
  // What the artifact only refers to is elsewhere, and nothing is fetched from there.
  if (href === undefined || !isOurs(href)) throw new SpoorError('not-found', 'The file is not in the artifact.');
  return href;
}
