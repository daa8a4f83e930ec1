import type { Run } from '../source/run';

/** Keeps the runs in whose name, id, state, group, job type or tags each of the words occurs. */
export function filterRuns(runs: readonly Run[], text: string): readonly Run[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const about = [run.name, run.id, run.state, run.group, run.jobType, ...run.tags].join('\n').toLowerCase();
    return words.every((word) => about.includes(word));
  });
}
