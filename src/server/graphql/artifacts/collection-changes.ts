import { checkLabel } from '../../artifacts/artifact-name';
import { entityOf } from '../../access/caller';
import { Refusal } from '../../trouble/refusal';
import { carryOutRemovals } from '../../files/removals';
import type { Collection, CollectionChanges, CollectionKind } from '../../store/port/store';
import { collectionWith, inKind, tagNode } from './artifact-nodes';
import type { Context, Part, Resolver } from '../context';

const MAX_TAGS = 20;

interface Changes {
  name?: string | null;
  description?: string | null;
}

type SequenceInput = Changes & { artifactSequenceID: string };
type PortfolioInput = Changes & { artifactPortfolioID: string };

async function required(kind: CollectionKind, id: string, context: Context): Promise<Collection> {
  const collection = await collectionWith(id, context);
  if (collection?.kind !== kind) throw new Refusal(404, `There is no ${kind} with this id; it may have been deleted.`);
  return collection;
}

async function change({ id, projectId, name: old }: Collection, changes: Partial<CollectionChanges>, context: Context) {
  const { store, now } = context.site;
  const { name = null, description = null, type = null, tags = null } = changes;
  if (name !== null && name !== old && (await store.collections.find(projectId, checkLabel('artifact', name)))) {
    throw new Refusal(400, `There is a collection ${name} already; choose another name.`);
  }
  await store.collections.update(id, { name, description, type, tags }, now());
  return { artifactCollection: inKind((await store.collections.byId(id))!) };
}

async function remove(collection: Collection, { site }: Context) {
  await site.store.collections.delete(collection.id);
  await site.store.contents.forgetUnused();
  await carryOutRemovals(site);
  return { artifactCollection: { ...inKind(collection), state: 'DELETED' } };
}

const updateArtifactSequence: Resolver<unknown, { input: SequenceInput }> = async (_source, { input }, context) =>
  change(
    await required('sequence', input.artifactSequenceID, context),
    { name: input.name ?? null, description: input.description ?? null },
    context,
  );

const updateArtifactPortfolio: Resolver<unknown, { input: PortfolioInput }> = async (_source, { input }, context) =>
  change(
    await required('portfolio', input.artifactPortfolioID, context),
    { name: input.name ?? null, description: input.description ?? null },
    context,
  );

interface MoveInput {
  artifactSequenceID: string;
  destinationArtifactTypeName: string;
}

const moveArtifactSequence: Resolver<unknown, { input: MoveInput }> = async (_source, { input }, context) => {
  const type = checkLabel('artifact type', input.destinationArtifactTypeName);
  return change(await required('sequence', input.artifactSequenceID, context), { type }, context);
};

const deleteArtifactSequence: Resolver<unknown, { input: SequenceInput }> = async (_source, { input }, context) =>
  remove(await required('sequence', input.artifactSequenceID, context), context);

const deleteArtifactPortfolio: Resolver<unknown, { input: PortfolioInput }> = async (_source, { input }, context) =>
  remove(await required('portfolio', input.artifactPortfolioID, context), context);

interface TagsInput {
  entityName: string;
  projectName: string;
  artifactCollectionName: string;
  tags: { tagName: string }[];
}

async function setTags(
  input: TagsInput,
  context: Context,
  choose: (old: string[], named: string[]) => string[],
): Promise<string[]> {
  const { store } = context.site;
  const project = await store.projects.find(entityOf(context.caller, input.entityName), input.projectName);
  const collection = project && (await store.collections.find(project.id, input.artifactCollectionName));
  if (!collection)
    throw new Refusal(
      404,
      `There is no collection ${input.projectName}/${input.artifactCollectionName}; it may have been renamed or deleted.`,
    );
  const named = input.tags.map(({ tagName }) => checkLabel('tag', tagName));
  const tags = choose(collection.tags, named);
  if (tags.length > MAX_TAGS)
    throw new Refusal(400, `A collection must have at most ${MAX_TAGS} tags, not ${tags.length}.`);
  await change(collection, { tags }, context);
  return named;
}

const createArtifactCollectionTagAssignments: Resolver<unknown, { input: TagsInput }> = async (
  _source,
  { input },
  context,
) => ({
  tags: (await setTags(input, context, (old, named) => [...new Set([...old, ...named])])).map(tagNode),
});

const deleteArtifactCollectionTagAssignments: Resolver<unknown, { input: TagsInput }> = async (
  _source,
  { input },
  context,
) => {
  await setTags(input, context, (old, named) => old.filter((tag) => !named.includes(tag)));
  return { success: true };
};

/** What is done to whole collections. */
export const collectionChangesPart: Part = {
  sdl: `
    extend type Mutation {
      updateArtifactSequence(input: UpdateArtifactSequenceInput!): ArtifactCollectionPayload
      updateArtifactPortfolio(input: UpdateArtifactPortfolioInput!): ArtifactCollectionPayload
      moveArtifactSequence(input: MoveArtifactSequenceInput!): ArtifactCollectionPayload
      deleteArtifactSequence(input: DeleteArtifactSequenceInput!): ArtifactCollectionPayload
      deleteArtifactPortfolio(input: DeleteArtifactPortfolioInput!): ArtifactCollectionPayload
      createArtifactCollectionTagAssignments(input: CreateArtifactCollectionTagAssignmentsInput!): ArtifactCollectionTagsPayload
      deleteArtifactCollectionTagAssignments(input: DeleteArtifactCollectionTagAssignmentsInput!): SuccessPayload
    }
    input UpdateArtifactSequenceInput { artifactSequenceID: ID! name: String description: String clientMutationId: String }
    input UpdateArtifactPortfolioInput { artifactPortfolioID: ID! name: String description: String clientMutationId: String }
    input MoveArtifactSequenceInput { artifactSequenceID: ID! destinationArtifactTypeName: String! clientMutationId: String }
    input DeleteArtifactSequenceInput { artifactSequenceID: ID! clientMutationId: String }
    input DeleteArtifactPortfolioInput { artifactPortfolioID: ID! clientMutationId: String }
    input CreateArtifactCollectionTagAssignmentsInput {
      entityName: String! projectName: String! artifactCollectionName: String! tags: [TagInput!]! clientMutationID: String
    }
    input DeleteArtifactCollectionTagAssignmentsInput {
      entityName: String! projectName: String! artifactCollectionName: String! tags: [TagInput!]! clientMutationID: String
    }
    type ArtifactCollectionPayload { artifactCollection: ArtifactCollection }
    type ArtifactCollectionTagsPayload { tags: [Tag!]! }
  `,
  resolvers: {
    Mutation: {
      updateArtifactSequence,
      updateArtifactPortfolio,
      moveArtifactSequence,
      deleteArtifactSequence,
      deleteArtifactPortfolio,
      createArtifactCollectionTagAssignments,
      deleteArtifactCollectionTagAssignments,
    },
  },
};
