import { checkName, DEFAULT_ENTITY } from '../../wire/index';
import { entityOf, requireProject } from '../access/caller';
import { noSuchRun } from '../runs/find-run';
import type { Project, ServerRun } from '../store/port/store';
import { connectionOf, type PageArgs } from './connection';
import type { Context, Part, Resolver } from './context';
import { globalId } from './global-id';
import { longTextsOf } from './load-long-texts';
import { chooseRuns, type RunChoice } from './runs/run-choice';
import { userNode } from './viewer';

interface UpsertModelInput {
  name?: string | null;
  entityName?: string | null;
  description?: string | null;
  clientMutationId?: string | null;
}

const project: Resolver<unknown, { name?: string | null; entityName?: string | null }> = (
  _source,
  { name, entityName },
  { site, caller },
) => {
  const entity = entityOf(caller, entityName);
  if (!name) return null;
  requireProject(caller, entity, name);
  return site.store.projects.find(entity, name);
};

async function runOf(
  { entity, name: project }: Project,
  { name }: { name: string },
  { site, budget }: Context,
): Promise<ServerRun | null> {
  return budget.read(() => site.store.runs.find(entity, project, name), longTextsOf);
}

async function bucket(
  source: Project,
  args: { name: string; missingOk?: boolean | null },
  context: Context,
): Promise<ServerRun | null> {
  const run = await runOf(source, args, context);
  if (!run && !args.missingOk) throw noSuchRun({ entity: source.entity, project: source.name, name: args.name });
  return run;
}

async function runs({ id }: Project, args: RunChoice & PageArgs, { site }: Context) {
  return connectionOf(await chooseRuns(site.store.runs, id, args, site.now()), args, ({ textLength }) => textLength);
}

async function runCount({ id }: Project, { filters }: RunChoice, { site }: Context): Promise<number> {
  if (!filters) return site.store.runs.count(id);
  return (await chooseRuns(site.store.runs, id, { filters }, site.now())).length;
}

async function upsertModel(_source: unknown, { input }: { input: UpsertModelInput }, { site, caller }: Context) {
  const entity = checkName('entity', entityOf(caller, input.entityName));
  const { project, inserted } = await site.store.projects.upsert(
    entity,
    checkName('project', input.name ?? ''),
    input.description ?? null,
    site.now(),
  );
  return { project, model: project, inserted };
}

/** Projects and their lists of runs. */
export const projectPart: Part = {
  sdl: `
    extend type Query {
      model(name: String, entityName: String): Project
      project(name: String, entityName: String): Project
      models(entityName: String, after: String, first: Int): ProjectConnection
    }
    type Mutation {
      upsertModel(input: UpsertModelInput!): UpsertModelPayload
    }
    type ProjectConnection { edges: [ProjectEdge!]! pageInfo: PageInfo! }
    type ProjectEdge { node: Project cursor: String }
    type Project {
      id: ID! internalId: ID! name: String! entityName: String! entity: Entity! createdAt: DateTime! updatedAt: DateTime
      description: String access: String views: JSONString isBenchmark: Boolean! readOnly: Boolean user: User
      runCount(filters: JSONString): Int!
      runs(filters: JSONString, after: String, first: Int, order: String): RunConnection
      run(name: String!, desc: String): Run
      bucket(name: String!, missingOk: Boolean, desc: String): Run
    }
    type RunConnection { edges: [RunEdge!]! pageInfo: PageInfo! totalCount: Int }
    type RunEdge { node: Run! cursor: String! }
    input UpsertModelInput {
      id: String name: String entityName: String description: String repo: String framework: String access: String views: JSONString
      clientMutationId: String isBenchmark: Boolean isPublished: Boolean dockerImage: String owner: ID
      allowAllArtifactTypesInRegistry: Boolean artifactTypes: JSON icon: JSON rateLimits: JSON
    }
    type UpsertModelPayload { project: Project model: Project inserted: Boolean }
  `,
  resolvers: {
    Query: {
      model: project,
      project,
      models: async (_source: unknown, args: { entityName?: string | null } & PageArgs, { site }: Context) =>
        connectionOf(await site.store.projects.list(args.entityName ?? null), args),
    },
    Mutation: { upsertModel },
    Project: {
      id: ({ id }: Project) => globalId('Project', id),
      internalId: ({ id }: Project) => globalId('Project', id),
      entityName: ({ entity }: Project) => entity,
      entity: ({ entity }: Project) => ({ name: entity }),
      access: () => 'PRIVATE',
      views: () => '{}',
      isBenchmark: () => false,
      readOnly: () => false,
      user: ({ entity }: Project) => userNode(entity, entity === DEFAULT_ENTITY),
      runCount,
      runs,
      run: runOf,
      bucket,
    },
  },
};
