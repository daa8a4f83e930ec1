import type { GraphQLField, GraphQLFieldResolver } from 'graphql';
import { Meter, meteredStore } from '../reading/metered-store';
import type { Context } from './context';

/** What the engine hands from field to field while it answers one request. */
export interface Execution extends Context {
  /** For the steps of a change: its store is not metered, so no other request comes between two readings. */
  changing: Context;
  /** To be called after each step. */
  changed(): void;
  /** The answers so far: by the object that was asked, then by the field and its arguments. */
  answers: WeakMap<object, Map<string, unknown>>;
}

/** @param left aborted when the client does not wait for the answer any more: then nothing more is read for it. */
export function executionOf(context: Context, left: AbortSignal): Execution {
  const meter = new Meter(left);
  return {
    ...context,
    site: { ...context.site, store: meteredStore(context.site.store, meter) },
    changing: context,
    changed: () => meter.forget(),
    answers: new WeakMap(),
  };
}

type Resolve = GraphQLFieldResolver<unknown, Execution>;

/** A step of a change. What is asked of its outcome is a reading like any other. */
export function asStep(resolve: Resolve): Resolve {
  return async (source, args, execution, info) => {
    try {
      return await resolve(source, args, execution.changing as Execution, info);
    } finally {
      execution.changed();
    }
  };
}

/** What is asked again of the same thing, under another name, is answered as before. */
export function asReading(field: GraphQLField<unknown, Execution>, resolve: Resolve): Resolve {
  return (source, args, execution, info) => {
    if (typeof source !== 'object' || source === null) return resolve(source, args, execution, info);
    let known = execution.answers.get(source);
    if (!known) execution.answers.set(source, (known = new Map<string, unknown>()));
    const key = `${field.name} ${JSON.stringify(args)}`;
    if (!known.has(key)) known.set(key, resolve(source, args, execution, info));
    return known.get(key);
  };
}
