import { DEFAULT_ENTITY } from '../../wire/name';
import { version } from '../package-folder';
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
];

interface Entity {
  name: string;
}

const viewer: Resolver = (_source, _args, { caller }) => {
  const name = caller.kind === 'page' ? caller.entity : DEFAULT_ENTITY;
  return {
    id: globalId('User', name),
    name,
    username: name,
    entity: name,
    email: null,
    admin: caller.kind === 'owner',
    flags: '{}',
    deletedAt: null,
    apiKeys: { edges: [] },
    teams: { edges: [] },
    organizations: [],
  };
};

/** Who asks, what the server can do, and whose the projects are. Who has the key is the only user there is. */
export const viewerPart: Part = {
  sdl: `
    type Query {
      viewer: User
      serverInfo: ServerInfo
      entity(name: String!): Entity
    }
    type PageInfo { endCursor: String hasNextPage: Boolean! startCursor: String hasPreviousPage: Boolean }
    type SuccessPayload { success: Boolean clientMutationId: String }

    type User {
      id: ID! name: String! username: String email: String admin: Boolean flags: JSONString entity: String
      deletedAt: DateTime apiKeys: ApiKeyConnection teams: EntityConnection organizations: [Organization!]
    }
    type ApiKeyConnection { edges: [ApiKeyEdge!]! }
    type ApiKeyEdge { node: ApiKey }
    type ApiKey { id: ID! name: String! description: String }
    type EntityConnection { edges: [EntityEdge!]! }
    type EntityEdge { node: Entity }
    type Entity {
      id: ID! name: String! isTeam: Boolean! organization: Organization user: User available: Boolean photoUrl: String
      readOnly: Boolean readOnlyAdmin: Boolean! entityType: String privateOnly: Boolean! storageBytes: Int64! codeSavingEnabled: Boolean!
      defaultAccess: String! isPaid: Boolean
    }
    type Organization { id: ID name: String! orgEntity: Entity coreWeaveOrganizationId: String }

    type ServerInfo { features: [ServerFeature] cliVersionInfo: JSON! latestLocalVersionInfo: LocalVersionInfo }
    type ServerFeature { name: String! isEnabled: Boolean! }
    type LocalVersionInfo { outOfDate: Boolean! latestVersionString: String! versionOnThisInstanceString: String! }
  `,
  resolvers: {
    Query: {
      viewer,
      serverInfo: () => ({}),
      entity: (_source: unknown, { name }: { name: string }): Entity => ({ name }),
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
      defaultAccess: () => 'PRIVATE',
      isPaid: () => false,
    },
    ServerInfo: {
      features: () => FEATURES.map((name) => ({ name, isEnabled: true })),
      cliVersionInfo: () => ({ min_cli_version: '0.10.0', max_cli_version: '9.9.9' }),
      latestLocalVersionInfo: () => ({ outOfDate: false, latestVersionString: version, versionOnThisInstanceString: version }),
    },
  },
};
