import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule } from 'vitest/node';

/** Prints what the interop suite has shown: a line for each operation of each client, and why one has failed. */
export default class InteropTable implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const tests = modules
      .filter(({ project }) => project.name === 'interop')
      .flatMap((module) => [...module.children.allTests()]);
    const rows = tests
      .map((test) => {
        const client = test.parent.type === 'suite' ? test.parent.name : '';
        const [, name = client, version = ''] = /^(.*) (\S+)$/.exec(client) ?? [];
        return [name, version, test.name, test.result().state];
      })
      .sort(([a], [b]) => a!.localeCompare(b!));
    if (rows.length === 0) return;
    const table = [['client', 'version', 'operation', 'result'], ...rows].map((row) =>
      row.map((cell) => stripVTControlCharacters(cell!)),
    );
    const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)));
    const lines = table.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
    const reasons = tests.flatMap((test) =>
      (test.result().errors ?? []).map(({ message }) => `\n${test.name}: ${stripVTControlCharacters(message)}`),
    );
    process.stdout.write(`\n${[...lines, ...reasons].join('\n')}\n`);
  }
}
