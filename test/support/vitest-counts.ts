import type { Reporter, TestModule } from 'vitest/node';
import { sayCounts } from './counts';

/** Counts the tests of Vitest. */
export default class VitestCounts implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      // A file that cannot be loaded has no tests, and must not read as passed.
      if (module.state() === 'failed' && [...module.children.allTests('failed')].length === 0) count.failed++;
      for (const test of module.children.allTests()) count[test.result().state]++;
    }
    sayCounts({ passed: count.passed, failed: count.failed, skipped: count.skipped + count.pending });
  }
}
