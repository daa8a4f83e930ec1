import { makeExecutableSchema } from '@graphql-tools/schema';
import type { Context, Part } from './context';
import { logLinesPart } from './log-lines';
import { projectPart } from './project';
import { runPart } from './run';
import { runControlPart } from './run-control';
import { runFilesPart } from './run-files';
import { runHistoryPart } from './run-history';
import { scalars } from './scalars';
import { upsertBucketPart } from './upsert-bucket';
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
  upsertBucketPart,
];

export const schema = makeExecutableSchema<Context>({
  typeDefs: PARTS.map(({ sdl }) => sdl),
  resolvers: PARTS.map(({ resolvers }) => resolvers),
});
