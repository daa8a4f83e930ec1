import type { FullResult, Reporter, Suite } from '@playwright/test/reporter';
import { sayCounts } from './counts';

/** Counts the tests of Playwright Test. */
export default class PlaywrightCounts implements Reporter {
  #root: Suite | null = null;
  /** Outside of any test: a file that cannot be loaded, a worker that did not start. */
  #errors = 0;

  onBegin(_config: unknown, root: Suite): void {
    this.#root = root;
  }

  onError(): void {
    this.#errors++;
  }

  onEnd({ status }: FullResult): void {
    const outcomes = (this.#root?.allTests() ?? []).map((test) => test.outcome());
    const count = (wanted: (typeof outcomes)[number]) => outcomes.filter((outcome) => outcome === wanted).length;
    const failed = count('unexpected') + count('flaky') + this.#errors;
    sayCounts({
      passed: count('expected'),
      // What ends without a test that failed, as when it is interrupted, has failed all the same.
      failed: failed === 0 && status !== 'passed' ? 1 : failed,
      skipped: count('skipped'),
    });
  }

  printsToStdio(): boolean {
    return false;
  }
}
