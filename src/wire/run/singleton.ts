import { isRow, type Row } from '../line/line';

/**
 * Values that are the same in every step, by type and key: the labels of the classes that masks are painted with, say.
 */
export type Singletons = { [type: string]: Row };

/**
 * Whether a part of the client's section can hold singletons: with a slash it is not a name that W&B's clients
 * use for themselves.
 */
export function isSingletonType(type: unknown): type is string {
  return typeof type === 'string' && type.includes('/');
}

/**
 * As W&B's config has them: `_wandb.value[type][key] = { type, key, value }` (`Run._add_singleton` in
 * `wandb/sdk/wandb_run.py`).
 */
export function encodeSingletons(singletons: Singletons): Row {
  return Object.fromEntries(
    Object.entries(singletons).map(([type, values]) => [
      type,
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { type, key, value }])),
    ]),
  );
}

/** Reads what any client has written there; the rest of its section is passed over. */
export function decodeSingletons(client: Row): Singletons {
  const singletons: Singletons = {};
  for (const [type, entries] of Object.entries(client)) {
    if (!isSingletonType(type) || !isRow(entries)) continue;
    const values = Object.entries(entries).flatMap(([key, entry]) =>
      isRow(entry) && Object.hasOwn(entry, 'value') ? [[key, entry['value']!] as const] : [],
    );
    singletons[type] = Object.fromEntries(values);
  }
  return singletons;
}

/** What is said later lies over what was said before. */
export function mergeSingletons(before: Singletons = {}, after: Singletons = {}): Singletons {
  const merged: Singletons = { ...before };
  for (const [type, values] of Object.entries(after)) merged[type] = { ...merged[type], ...values };
  return merged;
}
