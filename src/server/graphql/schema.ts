import {
  buildSchema,
  defaultFieldResolver,
  getNamedType,
  GraphQLObjectType,
  GraphQLScalarType,
  isIntrospectionType,
  isLeafType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { artifactPart } from './artifacts/artifact';
import { artifactChangesPart } from './artifacts/artifact-changes';
import { artifactCollectionPart } from './artifacts/artifact-collection';
import { artifactUploadPart } from './artifacts/artifact-upload';
import { asReading, asStep, type Execution } from './execution';
import { collectionChangesPart } from './artifacts/collection-changes';
import type { Context, Part } from './context';
import { alertsPart } from './alerts';
import { filePart } from './file';
import { forwardingPart } from './forwarding';
import { logLinesPart } from './runs/log-lines';
import { notKeptPart } from './not-kept';
import { projectPart } from './project';
import { runPart } from './runs/run';
import { runArtifactsPart } from './artifacts/run-artifacts';
import { runControlPart } from './runs/run-control';
import { runFilesPart } from './runs/run-files';
import { runHistoryPart } from './runs/run-history';
import { scalars } from './scalars';
import { sweepPart } from './sweeps/sweep';
import { sweepControlPart } from './sweeps/sweep-control';
import { upsertBucketPart } from './runs/upsert-bucket';
import { viewerPart } from './viewer';

/** What the server answers of W&B's schema; another part is another file and another line here. */
const PARTS: Part[] = [
  scalars,
  viewerPart,
  projectPart,
  runPart,
  runHistoryPart,
  logLinesPart,
  runFilesPart,
  runControlPart,
  alertsPart,
  upsertBucketPart,
  forwardingPart,
  filePart,
  artifactPart,
  artifactCollectionPart,
  artifactUploadPart,
  artifactChangesPart,
  collectionChangesPart,
  runArtifactsPart,
  sweepPart,
  sweepControlPart,
  notKeptPart,
];

export const schema = build();

function build(): GraphQLSchema {
  const built = buildSchema(PARTS.map(({ sdl }) => sdl).join('\n'));
  for (const { resolvers } of PARTS) {
    for (const [name, own] of Object.entries(resolvers)) attach(built, name, own);
  }
  for (const type of Object.values(built.getTypeMap())) {
    // Introspection's own types are shared by all schemas.
    if (!(type instanceof GraphQLObjectType) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields()) as GraphQLField<unknown, Execution>[]) {
      if (field.resolve)
        field.resolve = type === built.getMutationType() ? asStep(field.resolve) : asReading(field, field.resolve);
      countTexts(field);
    }
  }
  return built;
}

/** Puts the texts of a field on the request's budget. */
function countTexts(field: GraphQLField<unknown, Execution>): void {
  const { type, resolve = defaultFieldResolver } = field;
  if (!isLeafType(getNamedType(type))) return;
  const count = (value: unknown, { budget }: Context): unknown => {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      // To write out a large value only to refuse it takes long.
      budget.check();
      if (typeof one === 'string') budget.answer(one);
      else if (typeof one === 'object') budget.answer(JSON.stringify(one));
    }
    return value;
  };
  field.resolve = (source, args, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    return value instanceof Promise ? value.then((settled) => count(settled, context)) : count(value, context);
  };
}

function attach(built: GraphQLSchema, name: string, own: Part['resolvers'][string]): void {
  const type = built.getType(name);
  if (type instanceof GraphQLScalarType && own instanceof GraphQLScalarType) {
    const { serialize, parseValue, parseLiteral } = own;
    Object.assign(type, { serialize, parseValue, parseLiteral });
  } else if (type instanceof GraphQLObjectType && !(own instanceof GraphQLScalarType)) {
    for (const [field, resolve] of Object.entries(own)) {
      const known = type.getFields()[field];
      if (!known) throw new Error(`The schema has no field ${name}.${field} for its resolver.`);
      known.resolve = resolve as unknown as GraphQLFieldResolver<unknown, Context>;
    }
  } else {
    throw new Error(`The schema has no type ${name} for its resolvers.`);
  }
}
