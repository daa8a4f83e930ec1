import type { FullResult, Reporter, Suite } from '@playwright/test/reporter';
import { isWriting, writeSupport, type Finding } from './support-table';

const ENGINES = 3;

/** The annotation by which a test says what it has found out. */
export const FOUND = 'support';

/**
 * Says which engines the suite has run in and which were missing; writes the tables of the documents where that was
 * asked for.
 */
export default class SupportReporter implements Reporter {
  #root: Suite | null = null;

  onBegin(_config: unknown, root: Suite): void {
    this.#root = root;
  }

  onEnd({ status }: FullResult): void {
    const tests = this.#root?.allTests() ?? [];
    const annotations = tests.flatMap((test) => [
      ...test.annotations,
      ...test.results.flatMap((run) => run.annotations),
    ]);
    const told = (wanted: string) =>
      annotations.flatMap(({ type, description }) => (type === wanted && description ? [description] : []));
    const findings = told(FOUND).map((text) => JSON.parse(text) as Finding);
    const versions = new Set(findings.map(({ engine, version }) => `${engine} ${version}`));
    if (versions.size > 0) process.stdout.write(`\nEngines: ${[...versions].join(', ')}\n`);
    for (const reason of new Set(told('skip'))) process.stdout.write(`\nSkipped: ${reason}\n`);
    if (!isWriting) return;
    const isComplete = versions.size === ENGINES && status === 'passed';
    process.stdout.write(
      isComplete
        ? `\nThe tables are written: ${writeSupport(findings).join(', ')}.\n`
        : '\nThe tables are not written: tests failed, or an engine is missing.\n',
    );
  }

  printsToStdio(): boolean {
    return false;
  }
}
