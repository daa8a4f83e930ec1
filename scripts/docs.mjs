// The API reference, from the docstrings of src: `npm run docs` writes docs/api. With --check it writes nothing, and fails when a docstring lacks
// something, or when docs/api says something else than the docstrings do.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFaults } from './reference/docstrings.mjs';
import { readProject, writeReference } from './reference/typedoc.mjs';

const FOLDER = 'docs/api';
const isCheck = process.argv.includes('--check');

const reference = await readProject();
const faults = findFaults(reference);
for (const fault of faults) console.error(fault);

const folder = isCheck ? mkdtempSync(join(tmpdir(), 'spoor-docs-')) : FOLDER;
await writeReference(reference, folder);
// The texts of links and the like are checked by TypeDoc itself, which has said what is wrong.
let isGood = faults.length === 0 && !reference.application.logger.hasErrors() && !reference.application.logger.hasWarnings();
if (!isGood) console.error('\nThe docstrings of the public API lack something: CONTRIBUTING.md says what they need.');
if (isCheck) {
  const { status } = spawnSync('git', ['--no-pager', 'diff', '--no-index', '--exit-code', FOLDER, folder], { stdio: 'inherit' });
  if (status !== 0) console.error(`\n${FOLDER} is out of date: run "npm run docs" and commit what it writes.`);
  isGood &&= status === 0;
  rmSync(folder, { recursive: true });
}
process.exit(isGood ? 0 : 1);
