import { choiceOf, splitName } from '../../artifacts/artifact-name';
import type { Artifact, ArtifactType, Collection, Membership, Project } from '../../store/port/store';
import { filesOfArtifact, type FilesArgs } from './artifact';
import { choose, fieldOfCollection, fieldOfVersion } from './artifact-choice';
import { collectionNode, collectionWith, inKind, tagNode } from './artifact-nodes';
import { connectionOf, type PageArgs } from '../connection';
import type { Context, Part } from '../context';
import { globalId } from '../global-id';

interface ListArgs extends PageArgs {
  order?: string | null;
  filters?: string | null;
}

/** The version that a name of the form `collection:alias` means. */
async function memberNamed(project: Project, name: string, { site }: Context): Promise<Membership | null> {
  const { collection: collectionName, choice } = splitName(name);
  const collection = await site.store.collections.find(project.id, collectionName);
  return collection && site.store.collections.member(collection.id, choice);
}

async function artifactNamed(project: Project, { name }: { name: string }, context: Context): Promise<Artifact | null> {
  const member = await memberNamed(project, name, context);
  return member && context.site.store.artifacts.byId(member.artifactId);
}

async function collectionNamed(projectId: number, type: string | null, { name }: { name: string }, { site }: Context) {
  const collection = await site.store.collections.find(projectId, name);
  return collection && (type === null || collection.type === type) ? inKind(collection) : null;
}

async function collections(projectId: number, type: string | null, args: ListArgs, { site }: Context) {
  const found = choose(await site.store.collections.list(projectId, type), args, fieldOfCollection);
  return connectionOf(found.map(inKind), args);
}

async function types({ id }: Project, { site }: Context) {
  return (await site.store.collections.types(id)).map((type) => ({ ...type, projectId: id }));
}

/** The versions of a collection, the newest first; only those that are committed have become any. */
async function versions({ id }: Collection, args: ListArgs, { site }: Context) {
  const connection = connectionOf(await chosenVersions(await site.store.collections.members(id), args, site), args);
  const edges = connection.edges.map(async ({ node, cursor }) => ({
    node: await site.store.artifacts.byId(node.artifactId),
    version: `v${node.version}`,
    cursor,
  }));
  return { ...connection, edges: await Promise.all(edges) };
}

/** Of a long series the artifacts themselves are read only where something is asked about them. */
async function chosenVersions(
  members: Membership[],
  { filters, order }: ListArgs,
  { store }: Context['site'],
): Promise<Membership[]> {
  const [, sign, field = ''] = /^([+-]?)(\w+)$/.exec(order ?? '') ?? [];
  const isByAge = !order || ['created_at', 'createdAt', 'version', 'versionIndex', 'version_index'].includes(field);
  const compact = filters?.replace(/\s/g, '') ?? '{}';
  if (isByAge && ['{}', '{"state":"COMMITTED"}'].includes(compact))
    return !order || sign === '-' ? members : members.toReversed();
  const all = await Promise.all(
    members.map(async (member) => {
      const artifact = (await store.artifacts.byId(member.artifactId))!;
      const aliases = await store.collections.aliases({ collection: member.collectionId, artifact: artifact.id });
      return {
        member,
        field: fieldOfVersion(
          artifact,
          member.version,
          aliases.map(({ alias }) => alias),
        ),
      };
    }),
  );
  return choose(all, { filters, order: isByAge && order ? `${sign}versionIndex` : order }, (one) => one.field).map(
    ({ member }) => member,
  );
}

const COLLECTION_FIELDS = `
  id: ID! name: String! description: String createdAt: DateTime! updatedAt: DateTime state: String project: Project
  defaultArtifactType: ArtifactType! tags: TagConnection!
  aliases(after: String, first: Int): ArtifactAliasConnection!
  artifacts(after: String, first: Int, order: String, filters: JSONString): ArtifactConnection
  artifactMembership(aliasName: String!): ArtifactCollectionMembership`;

const collectionFields = {
  id: ({ id }: Collection) => globalId('ArtifactCollection', id),
  state: ({ state }: { state?: string }) => state ?? 'READY',
  project: ({ projectId }: Collection, _args: object, { site }: Context) => site.store.projects.byId(projectId),
  defaultArtifactType: async ({ projectId, type }: Collection, _args: object, { site }: Context) =>
    (await site.store.collections.types(projectId)).find(({ name }) => name === type),
  tags: ({ tags }: Collection) => ({ edges: tags.map((tag) => ({ node: tagNode(tag) })) }),
  aliases: async ({ id }: Collection, args: PageArgs, { site }: Context) =>
    connectionOf(await site.store.collections.aliases({ collection: id }), args),
  artifacts: versions,
  artifactMembership: ({ id }: Collection, { aliasName }: { aliasName: string }, { site }: Context) =>
    site.store.collections.member(id, choiceOf(aliasName)),
};

type TypeOfProject = ArtifactType & { projectId: number };

/** Collections, the versions in them, and how they are found by name. */
export const artifactCollectionPart: Part = {
  sdl: `
    extend type Query { artifactCollection(id: ID!): ArtifactCollection }
    extend type Project {
      artifact(name: String!): Artifact
      artifactType(name: String!): ArtifactType
      artifactTypes(after: String, first: Int): ArtifactTypeConnection!
      artifactCollection(name: String!): ArtifactCollection
      artifactCollections(after: String, first: Int, filters: JSONString, order: String): ArtifactCollectionConnection
      artifactCollectionMembership(name: String!): ArtifactCollectionMembership
    }
    type ArtifactType {
      id: ID! name: String! description: String createdAt: DateTime!
      artifactCollection(name: String!): ArtifactCollection
      artifactCollections(after: String, first: Int, filters: JSONString, order: String): ArtifactCollectionConnection
    }
    interface ArtifactCollection { ${COLLECTION_FIELDS} }
    type ArtifactSequence implements ArtifactCollection { ${COLLECTION_FIELDS}
      latestArtifact: Artifact digestAlgorithm: ArtifactDigestAlgorithm }
    type ArtifactPortfolio implements ArtifactCollection { ${COLLECTION_FIELDS} }
    type ArtifactCollectionMembership {
      id: ID! versionIndex: Int createdAt: DateTime! aliases: [ArtifactAlias!]! artifact: Artifact artifactCollection: ArtifactCollection
      files(names: [String!], after: String, first: Int): FileConnection!
    }
    type ArtifactTypeConnection { edges: [ArtifactTypeEdge!]! pageInfo: PageInfo! }
    type ArtifactTypeEdge { node: ArtifactType cursor: String }
    type ArtifactConnection { edges: [ArtifactEdge!]! pageInfo: PageInfo! totalCount: Int! }
    type ArtifactEdge { node: Artifact version: String cursor: String }
    type ArtifactAliasConnection { edges: [ArtifactAliasEdge!]! pageInfo: PageInfo! }
    type ArtifactAliasEdge { node: ArtifactAlias }
    type ArtifactCollectionConnection { edges: [ArtifactCollectionEdge!]! pageInfo: PageInfo! totalCount: Int! }
    type ArtifactCollectionEdge { node: ArtifactCollection }
    type ArtifactCollectionMembershipConnection { edges: [ArtifactCollectionMembershipEdge!]! }
    type ArtifactCollectionMembershipEdge { node: ArtifactCollectionMembership! }
    type TagConnection { edges: [TagEdge!]! }
    type TagEdge { node: Tag! }
  `,
  resolvers: {
    Query: {
      artifactCollection: async (_source: unknown, { id }: { id: string }, context: Context) => {
        const collection = await collectionWith(id, context);
        return collection && inKind(collection);
      },
    },
    Project: {
      artifact: artifactNamed,
      artifactType: async (project: Project, { name }: { name: string }, context: Context) =>
        (await types(project, context)).find((type) => type.name === name) ?? null,
      artifactTypes: async (project: Project, args: PageArgs, context: Context) =>
        connectionOf(await types(project, context), args),
      artifactCollection: ({ id }: Project, args: { name: string }, context: Context) =>
        collectionNamed(id, null, args, context),
      artifactCollections: ({ id }: Project, args: ListArgs, context: Context) => collections(id, null, args, context),
      artifactCollectionMembership: (project: Project, { name }: { name: string }, context: Context) =>
        memberNamed(project, name, context),
    },
    ArtifactType: {
      id: ({ id }: ArtifactType) => globalId('ArtifactType', id),
      artifactCollection: ({ projectId, name: type }: TypeOfProject, args: { name: string }, context: Context) =>
        collectionNamed(projectId, type, args, context),
      artifactCollections: ({ projectId, name: type }: TypeOfProject, args: ListArgs, context: Context) =>
        collections(projectId, type, args, context),
    },
    ArtifactSequence: {
      ...collectionFields,
      latestArtifact: ({ id }: Collection, _args: object, { site }: Context) => site.store.artifacts.latest(id),
      digestAlgorithm: () => 'MANIFEST_MD5',
    },
    ArtifactPortfolio: collectionFields,
    ArtifactCollectionMembership: {
      id: ({ id }: Membership) => globalId('ArtifactCollectionMembership', id),
      versionIndex: ({ version }: Membership) => version,
      aliases: ({ collectionId, artifactId }: Membership, _args: object, { site }: Context) =>
        site.store.collections.aliases({ collection: collectionId, artifact: artifactId }),
      artifact: ({ artifactId }: Membership, _args: object, { site }: Context) => site.store.artifacts.byId(artifactId),
      artifactCollection: ({ collectionId }: Membership, _args: object, context: Context) =>
        collectionNode(collectionId, context),
      files: async ({ artifactId }: Membership, args: FilesArgs, context: Context) =>
        filesOfArtifact((await context.site.store.artifacts.byId(artifactId))!, args, context),
    },
  },
};
