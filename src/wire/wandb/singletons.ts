import { isRow, type Row } from '../line/line';
import { isSingletonType, PLOTS, type Singletons } from '../run/singleton';

/**
 * As W&B's config has them: `_wandb.value[type][key] = { type, key, value }` (`Run._add_singleton` in
 * `wandb/sdk/wandb_run.py`); plots are there as they are (`Run._add_panel`).
 */
export function encodeSingletons(singletons: Singletons): Row {
  return Object.fromEntries(
    Object.entries(singletons).map(([type, values]) => [
      type,
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, type === PLOTS ? value : { type, key, value }]),
      ),
    ]),
  );
}

/** Reads what any client has written there; the rest of its section is passed over. */
export function decodeSingletons(client: Row): Singletons {
  const singletons: Singletons = {};
  for (const [type, entries] of Object.entries(client)) {
    if (!isSingletonType(type) || !isRow(entries)) continue;
    const values = Object.entries(entries).flatMap(([key, entry]) =>
      type === PLOTS
        ? [[key, entry] as const]
        : isRow(entry) && Object.hasOwn(entry, 'value')
          ? [[key, entry['value']!] as const]
          : [],
    );
    singletons[type] = Object.fromEntries(values);
  }
  return singletons;
}
