import { appendFileSync } from 'node:fs';

/** What has become of the tests of one runner. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Ends the output of a runner with the plain line `N passed, N failed` (`, N skipped` where a test was skipped, which
 * is never counted as passed). `npm test` has more than one runner, so it collects their counts in the file that
 * `SPOOR_COUNTS` names, and says the sum itself.
 */
export function sayCounts(counts: Counts): void {
  const collected = process.env['SPOOR_COUNTS'];
  if (collected) appendFileSync(collected, `${JSON.stringify(counts)}\n`);
  else process.stdout.write(`\n${formatCounts(counts)}\n`);
}

export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
