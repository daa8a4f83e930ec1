import { checkName } from '../../../wire/index';
import { checkLabel } from '../../artifacts/artifact-name';
import { commitArtifact } from '../../artifacts/commit';
import { contentKey } from '../../files/blob-keys';
import { isDigest } from '../../artifacts/digest';
import { checkPath } from '../../artifacts/manifest';
import { entityOf, requireProject } from '../../access/caller';
import { findRun } from '../../runs/find-run';
import { Refusal } from '../../trouble/refusal';
import type { Artifact, StoredManifest } from '../../store/port/store';
import { uploadPath } from '../../access/upload-ticket';
import { artifactWith } from './artifact-nodes';
import type { Context, Part } from '../context';
import type { FileNode } from '../file';
import { globalId, localId } from '../global-id';

const MAX_FILES = 10_000;

interface CreateArtifactInput {
  entityName: string;
  projectName: string;
  runName?: string | null;
  artifactTypeName: string;
  artifactCollectionName?: string | null;
  artifactCollectionNames?: string[] | null;
  digest: string;
  description?: string | null;
  metadata?: string | null;
  aliases?: { alias: string }[] | null;
  tags?: { tagName: string }[] | null;
  clientID?: string | null;
  distributedID?: string | null;
  enableDigestDeduplication?: boolean | null;
  storageRegion?: string | null;
  historyStep?: number | null;
  ttlDurationSeconds?: number | null;
}

async function createArtifact(_source: unknown, { input }: { input: CreateArtifactInput }, { site, caller }: Context) {
  const entity = checkName('entity', entityOf(caller, input.entityName));
  const projectName = checkName('project', input.projectName);
  requireProject(caller, entity, projectName);
  if (input.storageRegion && input.storageRegion !== 'default') {
    throw new Refusal(
      400,
      `There is no storage region ${JSON.stringify(input.storageRegion)} here; leave storage_region out.`,
    );
  }
  const run = input.runName ? await findRun(site.store, { entity, project: projectName, name: input.runName }) : null;
  const name = checkLabel('artifact', input.artifactCollectionName ?? input.artifactCollectionNames?.[0] ?? '');
  const type = checkLabel('artifact type', input.artifactTypeName);
  const { project } = await site.store.projects.upsert(entity, projectName, null, site.now());
  const collection = await site.store.collections.upsert(project.id, name, 'sequence', type, site.now());
  if (collection.kind !== 'sequence')
    throw new Refusal(400, `${name} is a collection of links; choose another name for the artifact.`);
  if (collection.type !== type) {
    throw new Refusal(
      400,
      `The artifact ${name} has the type ${collection.type}, so it cannot be logged as ${type}; choose another name.`,
    );
  }
  const draft = {
    collectionId: collection.id,
    digest: input.digest,
    deduplicate: input.enableDigestDeduplication === true,
    description: input.description ?? null,
    metadata: input.metadata ?? null,
    tags: (input.tags ?? []).map(({ tagName }) => checkLabel('tag', tagName)),
    aliases: (input.aliases ?? []).map(({ alias }) => checkLabel('alias', alias)),
    historyStep: input.historyStep ?? null,
    ttlSeconds: input.ttlDurationSeconds ?? null,
    clientId: input.clientID ?? null,
    distributedId: input.distributedID ?? null,
    runId: run?.id ?? null,
  };
  return { artifact: await site.store.artifacts.create(draft, site.now()) };
}

/** The artifact with this id, which must still be open for files. */
async function pending(id: string, context: Context): Promise<Artifact> {
  const artifact = await known(id, context);
  if (artifact.state === 'COMMITTED')
    throw new Refusal(400, 'The artifact is committed: log a new version to change its files.');
  return artifact;
}

async function known(id: string, context: Context): Promise<Artifact> {
  const artifact = await artifactWith(id, context);
  if (!artifact) throw new Refusal(404, 'There is no artifact with this id; it may have been deleted.');
  return artifact;
}

interface CreateManifestInput {
  artifactID: string;
  baseArtifactID?: string | null;
  name: string;
  digest: string;
  type?: StoredManifest['type'] | null;
}

async function createArtifactManifest(_source: unknown, { input }: { input: CreateManifestInput }, context: Context) {
  const { id: artifactId } = await pending(input.artifactID, context);
  const baseId = input.baseArtifactID ? localId('Artifact', input.baseArtifactID) : null;
  const digest = input.digest === '' ? '' : checkDigest(input.digest);
  const manifest = { artifactId, baseId, digest, name: input.name, type: input.type ?? 'FULL' };
  return { artifactManifest: await context.site.store.contents.addManifest(manifest) };
}

interface UpdateManifestInput {
  artifactManifestID: string;
  digest?: string | null;
}

async function updateArtifactManifest(_source: unknown, { input }: { input: UpdateManifestInput }, context: Context) {
  const { contents } = context.site.store;
  const id = localId('ArtifactManifest', input.artifactManifestID);
  const manifest = id === null ? null : await contents.manifest(id);
  if (!manifest) throw new Refusal(404, 'There is no manifest with this id; create it with createArtifactManifest.');
  await pending(globalId('Artifact', manifest.artifactId), context);
  return { artifactManifest: await contents.setManifestDigest(manifest.id, checkDigest(input.digest ?? '')) };
}

function checkDigest(digest: string): string {
  if (!isDigest(digest))
    throw new Refusal(
      400,
      `A file must be announced by its MD5 in base64, not by ${JSON.stringify(digest.slice(0, 42))}.`,
    );
  return digest;
}

interface CreateFilesInput {
  artifactFiles: { artifactID: string; name: string; md5: string }[];
}

/** One answer for each file, in their order; no address for content that is here already. */
async function createArtifactFiles(_source: unknown, { input }: { input: CreateFilesInput }, context: Context) {
  if (input.artifactFiles.length > MAX_FILES)
    throw new Refusal(
      400,
      `At most ${MAX_FILES} files can be announced at once, not ${input.artifactFiles.length}; send fewer.`,
    );
  const artifacts = new Map<string, Artifact>();
  for (const { artifactID, name, md5 } of input.artifactFiles) {
    checkPath(name);
    checkDigest(md5);
    if (!artifacts.has(artifactID)) artifacts.set(artifactID, await pending(artifactID, context));
  }
  const files = input.artifactFiles.map(({ artifactID, name, md5 }) => ({
    artifact: artifacts.get(artifactID)!,
    name,
    md5,
  }));
  const areHere = await context.site.store.contents.announce(
    files.map(({ artifact, name, md5 }) => ({ artifact: artifact.id, path: name, digest: md5 })),
  );
  const edges = files.map(({ artifact, name, md5 }, index) => {
    const upload: FileNode['upload'] = ({ site }) => (areHere[index] ? null : uploadPath(site.seals, { content: md5 }));
    const key = `artifact/${artifact.id}/${name}`;
    return {
      node: {
        id: 0,
        key,
        name,
        storagePath: contentKey(md5),
        stored: null,
        path: null,
        upload,
        artifact,
      } satisfies FileNode,
    };
  });
  return { files: { edges, pageInfo: { hasNextPage: false }, totalCount: edges.length } };
}

/** Logging an artifact: announcing it, its files and its manifest, and making a version of it. */
export const artifactUploadPart: Part = {
  sdl: `
    extend type Mutation {
      createArtifact(input: CreateArtifactInput!): CreateArtifactPayload
      createArtifactManifest(input: CreateArtifactManifestInput!): ArtifactManifestPayload
      updateArtifactManifest(input: UpdateArtifactManifestInput!): ArtifactManifestPayload
      createArtifactFiles(input: CreateArtifactFilesInput!): CreateArtifactFilesPayload
      commitArtifact(input: CommitArtifactInput!): ArtifactPayload
    }
    input ArtifactAliasInput { artifactCollectionName: String! alias: String! clientMutationId: String }
    input TagInput { tagName: String! tagCategoryName: String attributes: JSONString clientMutationId: String }
    input CreateArtifactInput {
      entityName: String! projectName: String! runName: String artifactTypeName: String! artifactCollectionName: String
      artifactCollectionNames: [String!] digest: String! digestAlgorithm: ArtifactDigestAlgorithm! description: String labels: JSONString
      metadata: JSONString aliases: [ArtifactAliasInput!] tags: [TagInput!] clientID: ID sequenceClientID: ID distributedID: String
      enableDigestDeduplication: Boolean historyStep: Int64 ttlDurationSeconds: Int64 storageRegion: String clientMutationId: String
    }
    type CreateArtifactPayload { artifact: Artifact! }
    input CreateArtifactManifestInput {
      artifactID: ID! baseArtifactID: ID name: String! digest: String! entityName: String! projectName: String! runName: String!
      type: ArtifactManifestType clientMutationId: String
    }
    input UpdateArtifactManifestInput { artifactManifestID: ID! digest: String baseArtifactID: ID clientMutationId: String }
    type ArtifactManifestPayload { artifactManifest: ArtifactManifest! }
    enum ArtifactStorageLayout { V1 V2 }
    input UploadPartsInput { partNumber: Int64! hexMD5: String! clientMutationId: String }
    input CreateArtifactFileSpecInput {
      artifactID: ID! artifactManifestID: ID digest: String md5: String! name: String! mimetype: String
      uploadPartsInput: [UploadPartsInput!] clientMutationId: String
    }
    input CreateArtifactFilesInput {
      digestAlgorithm: ArtifactDigestAlgorithm artifactFiles: [CreateArtifactFileSpecInput!]! storageLayout: ArtifactStorageLayout
      cloudRegionID: ID clientMutationId: String
    }
    type CreateArtifactFilesPayload { files: FileConnection! }
    input CommitArtifactInput { artifactID: ID! clientMutationId: String }
    type ArtifactPayload { artifact: Artifact }
  `,
  resolvers: {
    Mutation: {
      createArtifact,
      createArtifactManifest,
      updateArtifactManifest,
      createArtifactFiles,
      commitArtifact: async (_source: unknown, { input }: { input: { artifactID: string } }, context: Context) => ({
        artifact: await commitArtifact(await known(input.artifactID, context), context.site),
      }),
    },
  },
};
