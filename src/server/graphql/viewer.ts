import { DEFAULT_ENTITY } from '../../wire/index';
import { version } from '../files/package-folder';
import type { Context, Part, Resolver } from './context';
import { globalId } from './global-id';

/** What W&B's clients may use here, by their names for it. */
const FEATURES = [
  'LARGE_FILENAMES',
  'FILESTREAM_GZIP',
  'MARK_RUN_FILES_UPLOADED',
  'CLIENT_IDS',
  'ARTIFACT_TAGS',
  'PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP',
  'TOTAL_COUNT_IN_FILE_CONNECTION',
  'ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE',
  'ARTIFACT_COLLECTIONS_FILTERING_SORTING',
  'SWEEPS_QUERY_FILTERING',
];

interface Entity {
  name: string;
}

/** The user of an entity: here each entity is a user of the same name. */
export function userNode(name: string, admin: boolean) {
  return {
    id: globalId('User', name),
    name,
    username: name,
    entity: name,
    email: null,
    admin,
    flags: '{}',
    deletedAt: null,
    apiKeys: { edges: [] },
    teams: { edges: [] },
    organizations: [],
  };
}

/** Who has the key is the only user there is. */
const owner = userNode(DEFAULT_ENTITY, true);

const viewer: Resolver = (_source, _args, { caller }) =>
  caller.kind === 'page' ? userNode(caller.entity, false) : owner;

const users: Resolver<unknown, { query?: string | null }> = (_source, { query }) => ({
  edges: !query || owner.username.includes(query.toLowerCase()) ? [{ node: owner }] : [],
});

/** Who asks, what the server can do, and whose the projects are. Who has the key is the only user there is. */
export const viewerPart: Part = {
  sdl: `
    type Query {
      viewer: User
      serverInfo: ServerInfo
      entity(name: String!): Entity
      users(query: String): UserConnection
      organization(name: String!): Organization
    }
    type PageInfo { endCursor: String hasNextPage: Boolean! startCursor: String hasPreviousPage: Boolean }
    type SuccessPayload { success: Boolean clientMutationId: String }

    type User {
      id: ID! name: String! username: String email: String admin: Boolean flags: JSONString entity: String
      photoUrl: String deletedAt: DateTime apiKeys: ApiKeyConnection teams: EntityConnection organizations: [Organization!]
    }
    type UserConnection { edges: [UserEdge!]! }
    type UserEdge { node: User }
    type ApiKeyConnection { edges: [ApiKeyEdge!]! }
    type ApiKeyEdge { node: ApiKey }
    type ApiKey { id: ID! name: String! description: String }
    type EntityConnection { edges: [EntityEdge!]! }
    type EntityEdge { node: Entity }
    type Entity {
      id: ID! name: String! isTeam: Boolean! organization: Organization user: User available: Boolean photoUrl: String
      readOnly: Boolean readOnlyAdmin: Boolean! entityType: String privateOnly: Boolean! storageBytes: Int64! codeSavingEnabled: Boolean!
      xxhashDigestsEnabled: Boolean defaultAccess: String! isPaid: Boolean members: [Member!]!
    }
    type Member {
      id: String admin: Boolean pending: Boolean email: String username: String name: String! photoUrl: String accountType: String
      apiKey: String role: String
    }
    type Organization {
      id: ID name: String! orgEntity: Entity coreWeaveOrganizationId: String featureFlags(rampIDType: RampIDType): [FeatureFlag]
    }
    enum RampIDType { OrgName }
    type FeatureFlag { rampKey: String! isEnabled: Boolean! }

    type ServerInfo { features: [ServerFeature] cliVersionInfo: JSON! latestLocalVersionInfo: LocalVersionInfo }
    type ServerFeature { name: String! isEnabled: Boolean! }
    type LocalVersionInfo { outOfDate: Boolean! latestVersionString: String! versionOnThisInstanceString: String! }
  `,
  resolvers: {
    Query: {
      viewer,
      serverInfo: () => ({}),
      entity: (_source: unknown, { name }: { name: string }): Entity => ({ name }),
      users,
      organization: () => null,
    },
    Entity: {
      id: ({ name }: Entity) => globalId('Entity', name),
      isTeam: () => false,
      organization: () => null,
      user: (source: Entity, args: object, context: Context) => viewer(source, args, context),
      available: () => false,
      readOnly: () => false,
      readOnlyAdmin: () => false,
      entityType: () => 'user',
      privateOnly: () => false,
      storageBytes: () => 0,
      codeSavingEnabled: () => false,
      // Digests are MD5: see ArtifactSequence.digestAlgorithm.
      xxhashDigestsEnabled: () => false,
      defaultAccess: () => 'PRIVATE',
      isPaid: () => false,
      members: () => [{ ...owner, pending: false, role: 'admin' }],
    },
    ServerInfo: {
      features: () => FEATURES.map((name) => ({ name, isEnabled: true })),
      cliVersionInfo: () => ({ min_cli_version: '0.10.0', max_cli_version: '9.9.9' }),
      latestLocalVersionInfo: () => ({
        outOfDate: false,
        latestVersionString: version,
        versionOnThisInstanceString: version,
      }),
    },
  },
};
