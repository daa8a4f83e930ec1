import type { GraphQLScalarType } from 'graphql';
import type { Caller } from '../access/caller';
import type { Site } from '../site';
import type { TextBudget } from '../reading/text-budget';
import type { WandbClient } from '../access/wandb-client';

/** What resolvers work with: the server, who asks, and under which address it was asked. */
export interface Context {
  site: Site;
  caller: Caller;
  /** Null when it is not W&B's own client that asks. */
  client: WandbClient | null;
  /** `http://host:port` as the sender wrote it: absolute addresses in answers start so. */
  baseUrl: string;
  budget: TextBudget;
}

/** A resolver with its types said: `source` is what the parent returned. */
export type Resolver<Source = unknown, Args = object> = (source: Source, args: Args, context: Context) => unknown;

/** A part of the schema: its SDL and what answers it. `resolvers[type][field]`. */
export interface Part {
  sdl: string;
  // `never`: each resolver has its own source and arguments, and only the engine, which checks them against the SDL,
  // calls it.
  resolvers: { [type: string]: { [field: string]: Resolver<never, never> } | GraphQLScalarType };
}
