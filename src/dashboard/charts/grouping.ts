import { importanceOf } from './importance';

/** Metrics that belong together: those with the same beginning. */
export interface MetricGroup {
  /** What stands before the first `/` (or, in nested metrics, the first `.`); empty for metrics without either. */
  name: string;
  keys: string[];
}

const natural = new Intl.Collator('en', { numeric: true });

/**
 * Sorts metrics into groups by prefix, what tells most first: in a group losses and scores before counters, and metrics without a
 * prefix before the groups if there is a loss or a score among them, else behind. Otherwise order is natural: `layer2` before `layer10`.
 */
export function groupMetrics(keys: Iterable<string>): MetricGroup[] {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const name = prefixOf(key);
    const group = groups.get(name);
    if (group) group.push(key);
    else groups.set(name, [key]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, keys: members.sort(byImportance) }))
    .sort((a, b) => placeOf(a) - placeOf(b) || natural.compare(a.name, b.name));
}

function byImportance(a: string, b: string): number {
  return importanceOf(a) - importanceOf(b) || natural.compare(a, b);
}

function placeOf({ name, keys }: MetricGroup): number {
  if (name !== '') return 0;
  return keys.some((key) => importanceOf(key) === 0) ? -1 : 1;
}

function prefixOf(key: string): string {
  const slash = key.indexOf('/');
  if (slash > 0) return key.slice(0, slash);
  const dot = key.indexOf('.');
  return dot > 0 && slash === -1 ? key.slice(0, dot) : '';
}
