// Emits dist/types. TypeScript leaves relative imports as the sources have them, without an ending; Node's resolution wants files.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const TYPES = resolve('dist/types');

rmSync(TYPES, { recursive: true, force: true });
const { status } = spawnSync('npx', ['--no-install', 'tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

for (const name of readdirSync(TYPES, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = join(TYPES, name);
  const complete = (/** @type {string} */ specifier) => {
    const target = resolve(dirname(file), specifier);
    return existsSync(`${target}.d.ts`) ? `${specifier}.js` : `${specifier}/index.js`;
  };
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(
      /(from |import\()(['"])(\.{1,2}\/[^'"]+)\2/g,
      (_all, keyword, quote, specifier) => `${keyword}${quote}${complete(specifier)}${quote}`,
    ),
  );
}
