import type { MetricGroup } from '../charts/data/grouping';

/** What keys of the events stream begin with, by W&B's protocol. */
const PREFIX = 'system.';

const natural = new Intl.Collator('en', { numeric: true });

/**
 * Sorts system metrics by what they measure: `system.gpu.0.temp` belongs to `gpu`. One that is alone with its word
 * stands with the others that are, in the group without a name, which comes first.
 */
export function groupSystemMetrics(keys: readonly string[]): MetricGroup[] {
  const subjects = new Map<string, string[]>();
  for (const key of keys) {
    const subject = shortNameOf(key).split('.')[0]!;
    subjects.set(subject, [...(subjects.get(subject) ?? []), key]);
  }
  const groups = [...subjects]
    .filter(([, members]) => members.length > 1)
    .map(([name, members]) => ({ name, keys: members }));
  const alone = [...subjects.values()].filter((members) => members.length === 1).flat();
  if (alone.length > 0) groups.push({ name: '', keys: alone });
  for (const { keys: members } of groups) members.sort(natural.compare);
  return groups.sort((a, b) => natural.compare(a.name, b.name));
}

/** A key without what all of them begin with. */
export function shortNameOf(key: string): string {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key;
}
