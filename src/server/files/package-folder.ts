import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: the same whether this code runs from `dist` or, in tests, from `src`. */
export const packageFolder = findUp(dirname(fileURLToPath(import.meta.url)));

/** The version of this package. */
export const version = readVersion();

function findUp(folder: string): string {
  const parent = dirname(folder);
  return existsSync(join(folder, 'package.json')) || parent === folder ? folder : findUp(parent);
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
