/** Metrics that belong together: those with the same beginning. */
export interface MetricGroup {
  /** What stands before the first `/` (or, in nested metrics, the first `.`); empty for metrics without either. */
  name: string;
  keys: string[];
}

const natural = new Intl.Collator('en', { numeric: true });

/** Sorts metrics into groups by prefix. Metrics without a prefix come first; order is natural: `layer2` before `layer10`. */
export function groupMetrics(keys: Iterable<string>): MetricGroup[] {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const name = prefixOf(key);
    const group = groups.get(name);
    if (group) group.push(key);
    else groups.set(name, [key]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, keys: members.sort(natural.compare) }))
    .sort((a, b) => (a.name === '' ? -1 : b.name === '' ? 1 : natural.compare(a.name, b.name)));
}

function prefixOf(key: string): string {
  const slash = key.indexOf('/');
  if (slash > 0) return key.slice(0, slash);
  const dot = key.indexOf('.');
  return dot > 0 && slash === -1 ? key.slice(0, dot) : '';
}
