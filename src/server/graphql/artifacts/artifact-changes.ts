import { checkName } from '../../../wire/index';
import { checkLabel } from '../../artifacts/artifact-name';
import { entityOf } from '../../access/caller';
import { Refusal } from '../../trouble/refusal';
import { carryOutRemovals } from '../../files/removals';
import type { Artifact, Collection, Membership } from '../../store/port/store';
import { artifactWith, collectionWith } from './artifact-nodes';
import type { Context, Part } from '../context';
import { localId } from '../global-id';

interface AliasInput {
  alias: string;
  artifactCollectionName: string;
}

type AliasesInput = { artifactID: string; aliases: (AliasInput & { entityName: string; projectName: string })[] };

interface UpdateArtifactInput {
  artifactID: string;
  description?: string | null;
  metadata?: string | null;
  aliases?: AliasInput[] | null;
  tagsToAdd?: { tagName: string }[] | null;
  tagsToDelete?: { tagName: string }[] | null;
  ttlDurationSeconds?: number | null;
}

async function committed(id: string, context: Context): Promise<Artifact> {
  const artifact = await artifactWith(id, context);
  if (artifact?.state !== 'COMMITTED')
    throw new Refusal(404, 'There is no artifact with this id; it may have been deleted.');
  return artifact;
}

async function updateArtifact(_source: unknown, { input }: { input: UpdateArtifactInput }, context: Context) {
  const { site } = context;
  const artifact = await committed(input.artifactID, context);
  const gone = new Set(input.tagsToDelete?.map(({ tagName }) => tagName));
  const added = (input.tagsToAdd ?? []).map(({ tagName }) => checkLabel('tag', tagName));
  const tags = [...new Set([...artifact.tags.filter((tag) => !gone.has(tag)), ...added])];
  const { description = null, metadata = null, ttlDurationSeconds: ttlSeconds = null } = input;
  await site.store.artifacts.update(artifact.id, { description, metadata, tags, ttlSeconds }, site.now());
  if (input.aliases) await setAliases(artifact, input.aliases, context);
  return { artifact: await committed(input.artifactID, context) };
}

/** Makes these the aliases in the artifact's own sequence. */
async function setAliases({ id, collectionId }: Artifact, wanted: AliasInput[], { site }: Context): Promise<void> {
  const { collections } = site.store;
  const names = wanted.map(({ alias }) => checkLabel('alias', alias));
  for (const { alias } of await collections.aliases({ collection: collectionId, artifact: id })) {
    if (!names.includes(alias)) await collections.removeAlias(collectionId, alias, id);
  }
  for (const alias of names) await collections.addAlias(collectionId, alias, id);
}

async function eachAlias(
  input: AliasesInput,
  context: Context,
  change: (collection: Collection, alias: string, artifact: number) => unknown,
) {
  const { site, caller } = context;
  const { id } = await committed(input.artifactID, context);
  for (const { entityName, projectName, artifactCollectionName, alias } of input.aliases) {
    const project = await site.store.projects.find(entityOf(caller, entityName), projectName);
    const collection = project && (await site.store.collections.find(project.id, artifactCollectionName));
    if (!collection)
      throw new Refusal(
        404,
        `There is no collection ${projectName}/${artifactCollectionName}; it may have been renamed or deleted.`,
      );
    await change(collection, alias, id);
  }
  return { success: true };
}

const addAliases = (_source: unknown, { input }: { input: AliasesInput }, context: Context) =>
  eachAlias(input, context, async ({ id, name }, alias, artifact) => {
    const added = await context.site.store.collections.addAlias(id, checkLabel('alias', alias), artifact);
    if (!added) throw new Refusal(400, `The artifact is not a version of ${name}; link it first.`);
  });

const deleteAliases = (_source: unknown, { input }: { input: AliasesInput }, context: Context) =>
  eachAlias(input, context, ({ id }, alias, artifact) =>
    context.site.store.collections.removeAlias(id, alias, artifact),
  );

async function deleteArtifact(
  _source: unknown,
  { input }: { input: { artifactID: string; deleteAliases?: boolean | null } },
  context: Context,
) {
  const { store } = context.site;
  const id = localId('Artifact', input.artifactID);
  if (id === null) throw new Refusal(404, 'There is no artifact with this id; it may have been deleted.');
  const artifact = await artifactWith(input.artifactID, context);
  // Deleted already, as when two people press delete.
  if (!artifact) return { artifact: { id } };
  const aliases = await store.collections.aliases({ artifact: artifact.id });
  if (aliases.length > 0 && !input.deleteAliases) {
    const names = aliases.map(({ alias }) => alias).join(', ');
    throw new Refusal(
      400,
      `The artifact has the aliases ${names}: give them to other versions, or ask to delete them, too.`,
    );
  }
  await store.artifacts.delete(artifact.id);
  await store.contents.forgetUnused();
  await carryOutRemovals(context.site);
  return { artifact };
}

interface LinkArtifactInput {
  artifactID?: string | null;
  clientID?: string | null;
  artifactPortfolioID?: string | null;
  artifactPortfolioName?: string | null;
  entityName?: string | null;
  projectName?: string | null;
  aliases?: AliasInput[] | null;
}

async function linkArtifact(_source: unknown, { input }: { input: LinkArtifactInput }, context: Context) {
  const { store, now } = context.site;
  const sent = input.artifactID
    ? await artifactWith(input.artifactID, context)
    : await store.artifacts.byClientId(input.clientID ?? '');
  if (sent?.state !== 'COMMITTED')
    throw new Refusal(404, 'There is no such artifact to link; wait until it is committed.');
  const portfolio = await portfolioFor(input, sent, context);
  const aliases = (input.aliases ?? []).map(({ alias }) => checkLabel('alias', alias));
  const artifactMembership: Membership = await store.collections.link(portfolio.id, sent.id, aliases, now());
  return { versionIndex: artifactMembership.version, artifactMembership };
}

/** The portfolio that is named, or a new one. */
async function portfolioFor(input: LinkArtifactInput, artifact: Artifact, context: Context): Promise<Collection> {
  const { store, now } = context.site;
  const { type } = (await store.collections.byId(artifact.collectionId))!;
  let portfolio = input.artifactPortfolioID ? await collectionWith(input.artifactPortfolioID, context) : null;
  if (!portfolio) {
    const name = checkLabel('artifact', input.artifactPortfolioName ?? '');
    const entity = checkName('entity', entityOf(context.caller, input.entityName));
    const { project } = await store.projects.upsert(entity, checkName('project', input.projectName ?? ''), null, now());
    portfolio = await store.collections.upsert(project.id, name, 'portfolio', type, now());
  }
  if (portfolio.kind !== 'portfolio')
    throw new Refusal(400, `${portfolio.name} has artifacts of its own; link to another name.`);
  if (portfolio.type !== type)
    throw new Refusal(400, `${portfolio.name} holds artifacts of the type ${portfolio.type}, not ${type}.`);
  return portfolio;
}

async function unlinkArtifact(
  _source: unknown,
  { input }: { input: { artifactID: string; artifactPortfolioID: string } },
  context: Context,
) {
  const { id } = await committed(input.artifactID, context);
  const portfolio = await collectionWith(input.artifactPortfolioID, context);
  if (portfolio?.kind !== 'portfolio')
    throw new Refusal(404, 'There is no collection of links with this id; it may have been deleted.');
  await context.site.store.collections.unlink(portfolio.id, id);
  return { success: true };
}

/** What is done to artifacts that are committed. */
export const artifactChangesPart: Part = {
  sdl: `
    extend type Mutation {
      updateArtifact(input: UpdateArtifactInput!): ArtifactPayload
      deleteArtifact(input: DeleteArtifactInput!): ArtifactPayload
      addAliases(input: AddAliasesInput!): SuccessPayload
      deleteAliases(input: DeleteAliasesInput!): SuccessPayload
      linkArtifact(input: LinkArtifactInput!): LinkArtifactPayload
      unlinkArtifact(input: UnlinkArtifactInput!): SuccessPayload
    }
    input UpdateArtifactInput {
      artifactID: ID! description: String metadata: JSONString labels: JSONString aliases: [ArtifactAliasInput!] tagsToAdd: [TagInput!]
      tagsToDelete: [TagInput!] ttlDurationSeconds: Int64 clientMutationId: String
    }
    input DeleteArtifactInput { artifactID: ID! deleteAliases: Boolean clientMutationId: String }
    input ArtifactCollectionAliasInput {
      alias: String! artifactCollectionName: String! entityName: String! projectName: String! clientMutationId: String
    }
    input AddAliasesInput { artifactID: ID! aliases: [ArtifactCollectionAliasInput!]! clientMutationId: String }
    input DeleteAliasesInput { artifactID: ID! aliases: [ArtifactCollectionAliasInput!]! clientMutationId: String }
    input LinkArtifactInput {
      artifactID: ID clientID: ID artifactPortfolioID: ID artifactPortfolioName: String entityName: String projectName: String
      aliases: [ArtifactAliasInput!] clientMutationId: String
    }
    type LinkArtifactPayload { versionIndex: Int artifactMembership: ArtifactCollectionMembership }
    input UnlinkArtifactInput { artifactID: ID! artifactPortfolioID: ID! clientMutationId: String }
  `,
  resolvers: { Mutation: { updateArtifact, deleteArtifact, addAliases, deleteAliases, linkArtifact, unlinkArtifact } },
};
