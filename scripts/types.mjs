// Emits dist/types: what the entries of package.json need, complete in itself, for each compiler that
// test/browser/declarations.spec.ts names. TypeScript leaves relative imports as the sources have them, without an
// ending; Node's resolution wants files. And a `lib` may lack what the declarations name of the platform: that goes
// with them, as `platform.d.ts`.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const TYPES = resolve('dist/types');

/** @param {string[]} options */
function compile(...options) {
  const { status } = spawnSync('npx', ['--no-install', 'tsc', ...options], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync(TYPES, { recursive: true, force: true });
compile('-p', 'tsconfig.build.json');

const RELATIVE = /(from |import\()(['"])(\.{1,2}\/[^'"]+)\2/g;
const PLATFORM = join(TYPES, 'platform.d.ts');

/** @type {Set<string>} */
const needed = new Set([PLATFORM]);

/** @param {string} file completes the imports of a file and of those that it needs. */
function complete(file) {
  if (needed.has(file)) return;
  needed.add(file);
  const text = readFileSync(file, 'utf8').replace(RELATIVE, (_all, keyword, quote, specifier) => {
    const target = resolve(dirname(file), specifier);
    const ending = existsSync(`${target}.d.ts`) ? '' : '/index';
    complete(`${target}${ending}.d.ts`);
    return `${keyword}${quote}${specifier}${ending}.js${quote}`;
  });
  writeFileSync(file, text);
}

copyFileSync('src/platform.d.ts', PLATFORM);
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = new Set(Object.values(exports).flatMap(({ types }) => (types ? resolve(types) : [])));
for (const entry of entries) {
  complete(entry);
  const platform = relative(dirname(entry), PLATFORM).replaceAll('\\', '/');
  writeFileSync(entry, `/// <reference path="${platform}" />\n${readFileSync(entry, 'utf8')}`);
}
for (const name of readdirSync(TYPES, { recursive: true, encoding: 'utf8' })) {
  const file = join(TYPES, name);
  if (name.endsWith('.d.ts') && !needed.has(file)) rmSync(file);
}

// As a user without skipLibCheck sees them: what is `@internal` has been taken out, and nothing that is left may ask
// for it.
const AS_A_USER = '--ignoreConfig --noEmit --strict --target es2022 --module nodenext --types node';
compile(...AS_A_USER.split(' '), ...entries);
