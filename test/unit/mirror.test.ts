import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { WITHOUT_TEST } from './without-test';

const SRC = resolve('src');
const TESTS = resolve('test/unit');

/** `src/server/http/gate.ts` has its test at `test/unit/server/http/gate.test.ts`. */
const testOf = (file: string) => join(TESTS, file.replace(/\.ts$/, '.test.ts'));

/** Whether something of a file runs: more than types, constants, and what it hands on from others. */
function hasBehaviour(text: string): boolean {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, removeComments: true },
  });
  const own = outputText.replace(/^(import|export)\s[^;]*?\sfrom\s[^;]*;|^import\s'[^']*';|^export \{[^}]*\};/gm, '');
  return /=>|\bfunction\b|\bclass\b|^\w[\w.]*\(/m.test(own);
}

/** Components, `*.tsx`, are drawn by a browser, and tested there. */
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .sort();

describe('each file with behaviour', () => {
  it('has a test of its name at the mirrored path, or is one of those that are listed', () => {
    const lacking = files.filter((file) => !existsSync(testOf(file)) && !WITHOUT_TEST.includes(file));
    expect(lacking.filter((file) => hasBehaviour(readFileSync(join(SRC, file), 'utf8')))).toEqual([]);
  });

  it('is listed only while it has none: the list can only shrink', () => {
    const isIdle = (file: string) => !files.includes(file) || existsSync(testOf(file));
    expect(WITHOUT_TEST.filter(isIdle)).toEqual([]);
    expect([...new Set(WITHOUT_TEST)].sort()).toEqual(WITHOUT_TEST);
  });
});

it.each([
  ["export { a } from './a';\nexport type { B } from './b';", false],
  ["import { a } from './a';\nexport interface B { run(): void }\nexport const LIMIT = a * 2;", false],
  ['export const twice = (n: number) => n * 2;', true],
  ['export class A {}', true],
  ["import { start } from './start';\nstart();", true],
])('%j has behaviour: %s', (text, expected) => expect(hasBehaviour(text)).toBe(expected));
