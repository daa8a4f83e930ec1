import type { Reporter, TestModule } from 'vitest/node';
import { isWriting, writeSupport, type Finding } from './support-table';

declare module 'vitest' {
  interface TaskMeta {
    support?: Finding;
    /** Why the engine of this test is not here. */
    missing?: string;
  }
}

const ENGINES = 3;

/**
 * Says which engines the suite has run in and which were missing; writes the table of the README where that was asked
 * for.
 */
export default class SupportReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const findings = tests.flatMap((test) => test.meta().support ?? []);
    const versions = new Set(findings.map(({ engine, version }) => `${engine} ${version}`));
    if (versions.size > 0) process.stdout.write(`\nEngines: ${[...versions].join(', ')}\n`);
    for (const reason of new Set(tests.flatMap((test) => test.meta().missing ?? [])))
      process.stdout.write(`\nSkipped: ${reason}\n`);
    if (!isWriting) return;
    const isComplete = versions.size === ENGINES && modules.every((module) => module.ok());
    if (isComplete) writeSupport(findings);
    process.stdout.write(
      isComplete
        ? '\nThe table in README.md is written.\n'
        : '\nThe table is not written: tests failed, or an engine is missing.\n',
    );
  }
}
