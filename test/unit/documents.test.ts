import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const documents = ['README.md', 'CONTRIBUTING.md'].concat(
  readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
);
const textOf = (document: string) => readFileSync(document, 'utf8');

/** Of the example in CONTRIBUTING, a kind of media that nobody has written. */
const isExample = (path: string) => path.includes('media/note');

/** The files of ours that a document names in backticks and that are not there, from the top or from src. */
function missingIn(text: string): string[] {
  const named = [...text.matchAll(/`([\w./-]+\.(?:tsx?|mjs))`/g)].map((match) => match[1]!);
  return named.filter((path) => !isExample(path) && !['.', 'src'].some((folder) => existsSync(join(folder, path))));
}

it('finds a file that is not there', () => {
  expect(missingIn('See `link/link.ts`, `scripts/test.mjs` and `link/lynk.ts`; `link.ts` may be any.')).toEqual([
    'link/lynk.ts',
    'link.ts',
  ]);
});

it.each(documents)('%s names only files that are there', (document) => {
  expect(missingIn(textOf(document))).toEqual([]);
});

/** The comments of a source file. */
const commentsOf = (text: string) => [...text.matchAll(/\/\*\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*/g)].join('\n');

it('comments in src name only files that are there', () => {
  const all = ['src', 'test', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const missing = all
    .filter((file) => /^src\/.*\.tsx?$/.test(file))
    .flatMap((file) => [...commentsOf(textOf(file)).matchAll(/[\w/-]+\.tsx?\b/g)].map(([path]) => ({ file, path })))
    .filter(({ path }) => !all.some((known) => `/${known}`.endsWith(`/${path}`)) && path !== 'vite.config.ts');
  expect(missing).toEqual([]);
});

it('CONTRIBUTING has each folder of src in its table', () => {
  const table = textOf('CONTRIBUTING.md').split('| you want to change')[0]!;
  const folders = readdirSync('src', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const server = readdirSync('src/server', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`server/${entry.name}`] : [],
  );
  expect([...folders, ...server].filter((folder) => !table.includes(`\`${folder}/\``))).toEqual([]);
});

it('the README installs the archive that npm pack writes now', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string };
  const named = [...textOf('README.md').matchAll(/spoor-\d+\.\d+\.\d+\.tgz/g)].map(String);
  expect(named.length).toBeGreaterThan(0);
  expect(new Set(named)).toEqual(new Set([`spoor-${version}.tgz`]));
});
