import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the output with the plain line `N passed, N failed` (`, N skipped` where a test was skipped), counted by the
 * runner.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      // A file that cannot be loaded has no tests, and must not read as passed.
      if (module.state() === 'failed' && [...module.children.allTests('failed')].length === 0) count.failed++;
      for (const test of module.children.allTests()) count[test.result().state]++;
    }
    const unrun = count.skipped + count.pending;
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${unrun > 0 ? `, ${unrun} skipped` : ''}\n`);
  }
}
