import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const REQUIREMENTS = resolve('test/interop/requirements.txt');
const FOLDER = resolve('test/interop/.venv');
const INSTALLED = resolve(FOLDER, 'installed.txt');

/** Makes the suite's own Python environment, with the clients of requirements.txt, unless it is there. */
export default function install(): void {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  rmSync(FOLDER, { recursive: true, force: true });
  try {
    execFileSync('python3', ['-m', 'venv', FOLDER], { stdio: ['ignore', 'inherit', 'inherit'] });
  } catch (cause) {
    throw new Error(
      'The interop suite needs Python 3.9 or later with its venv module (Debian: apt install python3-venv).',
      { cause },
    );
  }
  console.log('Installing the Python clients …');
  execFileSync(
    resolve(FOLDER, 'bin/python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  writeFileSync(INSTALLED, wanted);
}
