import { contentKey } from '../../files/blob-keys';
import { downloadPath } from '../../access/download-ticket';
import { mimetypeOf } from '../../files/mimetype';
import type { Alias, Artifact, ArtifactFile, ServerRun, StoredManifest } from '../../store/port/store';
import { uploadPath } from '../../access/upload-ticket';
import { artifactWith, collectionNode, tagNode } from './artifact-nodes';
import { pagedConnection, type PageArgs } from '../connection';
import type { Context, Part } from '../context';
import type { FileNode } from '../file';
import { globalId } from '../global-id';

/** W&B's word for a version that does not expire. */
const NO_TTL = -2;

export interface FilesArgs extends PageArgs {
  names?: string[] | null;
}

/** The files of an artifact, references among them. */
export async function filesOfArtifact(artifact: Artifact, { names, ...page }: FilesArgs, { site }: Context) {
  const paths = names && names.length > 0 ? names : null;
  const { contents } = site.store;
  const connection = await pagedConnection(
    page,
    (after, limit) => contents.files(artifact.id, { after, limit, paths }),
    () => contents.countFiles(artifact.id, paths),
  );
  return {
    ...connection,
    edges: connection.edges.map(({ node, cursor }) => ({ node: fileNode(artifact, node), cursor })),
  };
}

function fileNode(artifact: Artifact, { id, path, digest, size, ref }: ArtifactFile): FileNode {
  return {
    id,
    key: `artifact/${id}`,
    name: path,
    storagePath: ref === null ? contentKey(digest) : null,
    stored: { size, mimetype: mimetypeOf(path), md5: digest, updatedAt: artifact.updatedAt },
    path: null,
    direct: ({ site, baseUrl }) => ref ?? baseUrl + downloadPath(site.seals, { content: digest, name: path }),
    upload: () => null,
    artifact,
  };
}

/** The file of a manifest, for reading and for its upload. */
export function manifestFile({ id, name, digest }: StoredManifest): FileNode {
  return {
    id,
    key: `manifest/${id}`,
    name,
    storagePath: digest === '' ? null : contentKey(digest),
    stored: null,
    path: null,
    direct: ({ site, baseUrl }) => baseUrl + downloadPath(site.seals, { content: digest, name }),
    upload: ({ site }) => (digest === '' ? null : uploadPath(site.seals, { content: digest })),
  };
}

async function currentManifest({ id, state }: Artifact, { site }: Context): Promise<StoredManifest | null> {
  return state === 'COMMITTED' ? ((await site.store.contents.manifests(id)).at(-1) ?? null) : null;
}

async function runThatLogged({ runId }: Artifact, { site }: Context) {
  const run = runId === null ? null : await site.store.runs.byId(runId);
  return run && { __typename: 'Run', ...run };
}

/** Artifacts: one version of something that was logged, with its files. */
export const artifactPart: Part = {
  sdl: `
    extend type Query { artifact(id: ID!): Artifact clientIDMapping(clientID: ID!): ClientIDMapping }
    type ClientIDMapping { serverID: ID! }
    type Artifact {
      id: ID! digest: String! digestAlgorithm: ArtifactDigestAlgorithm state: ArtifactState! versionIndex: Int commitHash: String
      description: String metadata: JSONString labels: JSONString
      size: Int64! storageBytes: Int64! fileCount: Int64! historyStep: Int64 createdAt: DateTime! updatedAt: DateTime
      ttlDurationSeconds: Int64! ttlIsInherited: Boolean! tags: [Tag!]! aliases: [ArtifactAlias!]!
      artifactType: ArtifactType! artifactSequence: ArtifactSequence! currentManifest: ArtifactManifest
      files(names: [String!], after: String, first: Int): FileConnection!
      filesByManifestEntries(
        storageLayout: String!, manifestVersion: String!, entries: [ArtifactManifestEntryInput!], storageRegion: String
      ): FileConnection!
      artifactMemberships: ArtifactCollectionMembershipConnection!
      usedBy: RunConnection! createdBy: Initiator
    }
    union Initiator = Run | User
    enum ArtifactState { PENDING COMMITTED DELETED }
    enum ArtifactDigestAlgorithm { MANIFEST_MD5 MANIFEST_XXH128 }
    enum ArtifactManifestType { FULL PATCH INCREMENTAL }
    input ArtifactManifestEntryInput { name: String! digest: String! birthArtifactID: String size: Int64 clientMutationId: String }
    type Tag { id: ID! name: String! }
    type ArtifactAlias { id: ID! alias: String! artifactCollectionName: String artifactCollection: ArtifactCollection }
    type ArtifactManifest { id: ID! digest: String type: ArtifactManifestType file: File! }
  `,
  resolvers: {
    Query: {
      artifact: (_source: unknown, { id }: { id: string }, context: Context) => artifactWith(id, context),
      clientIDMapping: async (_source: unknown, { clientID }: { clientID: string }, { site }: Context) => {
        const artifact = await site.store.artifacts.byClientId(clientID);
        return artifact && { serverID: globalId('Artifact', artifact.id) };
      },
    },
    Artifact: {
      id: ({ id }: Artifact) => globalId('Artifact', id),
      digestAlgorithm: () => 'MANIFEST_MD5',
      versionIndex: ({ version }: Artifact) => version,
      commitHash: ({ digest }: Artifact) => digest,
      storageBytes: ({ size }: Artifact) => size,
      ttlDurationSeconds: ({ ttlSeconds }: Artifact) => ttlSeconds ?? NO_TTL,
      ttlIsInherited: ({ ttlSeconds }: Artifact) => ttlSeconds === null,
      tags: ({ tags }: Artifact) => tags.map(tagNode),
      aliases: ({ id }: Artifact, _args: object, { site }: Context) => site.store.collections.aliases({ artifact: id }),
      artifactType: async ({ collectionId }: Artifact, _args: object, { site }: Context) => {
        const { projectId, type } = (await site.store.collections.byId(collectionId))!;
        return (await site.store.collections.types(projectId)).find(({ name }) => name === type);
      },
      artifactSequence: ({ collectionId }: Artifact, _args: object, context: Context) =>
        collectionNode(collectionId, context),
      currentManifest: (artifact: Artifact, _args: object, context: Context) => currentManifest(artifact, context),
      files: (artifact: Artifact, args: FilesArgs, context: Context) => filesOfArtifact(artifact, args, context),
      filesByManifestEntries: (
        artifact: Artifact,
        { entries }: { entries?: { name: string }[] | null },
        context: Context,
      ) => filesOfArtifact(artifact, { names: entries?.map(({ name }) => name) ?? null, first: Infinity }, context),
      artifactMemberships: async ({ id }: Artifact, _args: object, { site }: Context) => ({
        edges: (await site.store.collections.membershipsOf(id)).map((node) => ({ node })),
      }),
      usedBy: async ({ id }: Artifact, _args: object, { site }: Context) => ({
        edges: (await site.store.artifacts.usedBy(id)).map((node: ServerRun) => ({ node, cursor: String(node.id) })),
        pageInfo: { hasNextPage: false },
      }),
      createdBy: (artifact: Artifact, _args: object, context: Context) => runThatLogged(artifact, context),
    },
    ArtifactAlias: {
      id: ({ id }: Alias) => globalId('ArtifactAlias', id),
      artifactCollection: ({ collectionId }: Alias, _args: object, context: Context) =>
        collectionNode(collectionId, context),
      artifactCollectionName: async ({ collectionId }: Alias, _args: object, { site }: Context) =>
        (await site.store.collections.byId(collectionId))?.name ?? null,
    },
    ArtifactManifest: {
      id: ({ id }: StoredManifest) => globalId('ArtifactManifest', id),
      file: manifestFile,
    },
  },
};
