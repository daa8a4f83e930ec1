import { isPlainObject } from '../../values/index';

/** The epochs that the fields of a `History` of tfjs tell of, a row each; undefined for those of anything else. */
export function epochsOf({ epoch: epochs, history }: Record<string, unknown>): Record<string, unknown>[] | undefined {
  if (!Array.isArray(epochs) || !isPlainObject(history)) return undefined;
  return epochs.map((epoch: unknown, i) => ({
    epoch,
    ...Object.fromEntries(Object.entries(history).map(([name, values]) => [name, (Object(values) as unknown[])[i]])),
  }));
}
