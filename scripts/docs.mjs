// The API reference, from the docstrings of src: `npm run docs` writes docs/api. With --check it writes nothing, and
// fails when a docstring lacks something, or when docs/api says something else than the docstrings do.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
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
let isGood =
  faults.length === 0 && !reference.application.logger.hasErrors() && !reference.application.logger.hasWarnings();
if (!isGood) console.error('\nThe docstrings of the public API lack something: CONTRIBUTING.md says what they need.');
if (isCheck) {
  const [is, shouldBe] = [pagesOf(FOLDER), pagesOf(folder)];
  const differ = [...new Set([...is.keys(), ...shouldBe.keys()])].filter((page) => is.get(page) !== shouldBe.get(page));
  for (const page of differ) console.error(`${join(FOLDER, page)} says something else than the docstrings do.`);
  if (differ.length > 0) console.error(`\n${FOLDER} is out of date: run "npm run docs" and commit what it writes.`);
  isGood &&= differ.length === 0;
  rmSync(folder, { recursive: true });
}
process.exit(isGood ? 0 : 1);

/** The files of a reference, by name. */
function pagesOf(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
