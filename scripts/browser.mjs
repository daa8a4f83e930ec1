// Finds a Chromium for tests and demo, and installs one where there is none. `node scripts/browser.mjs` prints its path.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * Flags for every start. No sandbox, because containers and root have none to give; the others stop what Chromium does
 * over the network by itself.
 */
export const LAUNCH_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The path of a Chromium: `SPOOR_CHROMIUM`, the system's, or Playwright's own; null when there is none.
 *
 * @returns {string | null}
 */
export function findChromium() {
  const chosen = process.env['SPOOR_CHROMIUM'];
  if (chosen) {
    if (!isProgram(chosen)) throw new Error(`SPOOR_CHROMIUM is ${chosen}, which is no program that can be run.`);
    return chosen;
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MAC_CHROME, chromium.executablePath()];
  return candidates.find(isProgram) ?? null;
}

/**
 * The path of a Chromium, installed if need be: Debian's by apt where that is allowed, else Playwright's own.
 *
 * @returns {string}
 */
export function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  for (const install of [installByApt, installByPlaywright]) {
    install();
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'There is no Chromium here, and neither apt-get nor Playwright could install one. Install Chromium or Chrome yourself, and set SPOOR_CHROMIUM to its path if it is in an unusual place.',
  );
}

function installByApt() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!existsSync('/usr/bin/apt-get')) return;
  // Ubuntu's package of that name is a stub that needs snap, which containers lack.
  if (spawnSync('grep', ['-q', '^ID=debian', '/etc/os-release']).status !== 0) return;
  if (sudo.length > 0 && run([...sudo, 'true'], 'ignore') !== 0) return;
  console.log('No Chromium here: installing the one of Debian with apt-get.');
  if (run([...sudo, 'apt-get', 'update', '-q']) === 0) {
    run([...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium']);
  }
}

function installByPlaywright() {
  console.log('No Chromium here: installing the one of Playwright.');
  run(['npx', '--no-install', 'playwright-core', 'install', 'chromium']);
}

/** @param {string[]} command @param {'inherit' | 'ignore'} [stdio] */
function run([program, ...args], stdio = 'inherit') {
  return spawnSync(program, args, { stdio }).status;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(findOrInstallChromium());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
