import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { parseLine } from '../../wire/index';
import { isTooDeep, MAX_NESTING } from '../ingest/nesting';
import type { Part } from './context';

/** The scalars of W&B's schema. `JSONString` is a document inside a string; `JSON` is the value itself. */
export const scalars: Part = {
  sdl: `
    scalar JSON
    scalar JSONString
    scalar DateTime
    scalar Duration
    scalar Int64
  `,
  resolvers: {
    JSON: new GraphQLScalarType({ name: 'JSON' }),
    JSONString: new GraphQLScalarType({
      name: 'JSONString',
      parseValue: checkJson,
      parseLiteral: (node) => checkJson(node.kind === Kind.STRING ? node.value : null),
    }),
    DateTime: new GraphQLScalarType({ name: 'DateTime', serialize: (value) => isoTime(value as number) }),
    Duration: integerScalar('Duration'),
    Int64: integerScalar('Int64'),
  },
};

/** Null for a number that is not a moment: one wrong time must not cost the rest of the answer. */
function isoTime(value: number): string | null {
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function checkJson(value: unknown): string {
  if (typeof value !== 'string')
    throw new GraphQLError('A JSONString must be a string with a JSON document in it, not the document itself.');
  if (isTooDeep(value))
    throw new GraphQLError(`A JSONString must be nested at most ${MAX_NESTING} deep; log such values as files.`);
  try {
    // Configs and summaries may hold bare NaN, as W&B's clients write them.
    parseLine(value);
  } catch (error) {
    throw new GraphQLError(`A JSONString must hold a JSON document: ${(error as Error).message}`);
  }
  return value;
}

/** GraphQL's own Int ends at 2^31. */
function integerScalar(name: string): GraphQLScalarType {
  const check = (value: unknown): number => {
    const number = typeof value === 'string' ? Number(value) : value;
    if (!Number.isInteger(number))
      throw new GraphQLError(`${name} must be a whole number, not ${JSON.stringify(value)}.`);
    return number as number;
  };
  return new GraphQLScalarType({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.INT ? Number(node.value) : null),
  });
}
