import { importanceOf } from './importance';

/** Metrics that belong together: those with the same beginning. */
export interface MetricGroup {
  /** What stands before the first `/` (or, in nested metrics, the first `.`); empty for metrics without either. */
  name: string;
  keys: string[];
}

const natural = new Intl.Collator('en', { numeric: true });

/** From so many sections on, one for a single metric is one too many. */
const MANY_GROUPS = 30;
/** More than this nobody looks through. */
const MOST_GROUPS = 100;

/**
 * Sorts metrics into groups by prefix, what tells most first: in a group losses and scores before counters, and metrics
 * without a prefix before the groups if there is a loss or a score among them, else behind. Otherwise order is natural:
 * `layer2` before `layer10`. Of too many groups the smallest stand together, without a prefix.
 */
export function groupMetrics(keys: Iterable<string>): MetricGroup[] {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const name = prefixOf(key);
    const group = groups.get(name);
    if (group) group.push(key);
    else groups.set(name, [key]);
  }
  return Array.from(fewer(groups), ([name, members]) => ({ name, keys: members.sort(byImportance) })).sort(
    (a, b) => placeOf(a) - placeOf(b) || natural.compare(a.name, b.name),
  );
}

/** Of many groups those with one metric stand together, without a name, and of far too many the smallest. */
function fewer(groups: ReadonlyMap<string, string[]>): ReadonlyMap<string, string[]> {
  if (groups.size <= MANY_GROUPS) return groups;
  const sizes = [...groups].map(([name, keys]) => (name === '' ? 0 : keys.length)).sort((a, b) => b - a);
  const least = Math.max(2, (sizes[MOST_GROUPS] ?? 0) + 1);
  const large = [...groups].filter(([name, keys]) => name !== '' && keys.length >= least);
  const rest = [...groups].filter(([name, keys]) => name === '' || keys.length < least).flatMap(([, keys]) => keys);
  return new Map(rest.length > 0 ? [...large, ['', rest]] : large);
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
