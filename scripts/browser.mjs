// Finds the browsers for tests and demo, and installs what is missing. `node scripts/browser.mjs` prints the path of
// Chromium.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

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

/** The engines of the browser suite: whether each can be started here, and what Debian calls what it needs. */
const ENGINES = {
  chromium: { title: 'Chromium', isHere: () => findChromium() !== null, packages: ['chromium'] },
  firefox: { title: 'Firefox', isHere: () => findFirefox() !== null, packages: ['firefox-esr'] },
  webkit: {
    title: 'WebKitGTK',
    isHere: () =>
      findProgram(['WebKitWebDriver']) !== null &&
      findProgram(['Xvfb']) !== null &&
      run(
        ['/usr/bin/python3', '-c', "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')"],
        'ignore',
      ) === 0,
    packages: ['webkit2gtk-driver', 'xvfb', 'python3-gi', 'gir1.2-gtk-3.0', 'gir1.2-webkit2-4.1'],
  },
};

/**
 * The path of a Chromium: `SPOOR_CHROMIUM`, the system's, or Playwright's own; null when there is none.
 *
 * @returns {string | null}
 */
export function findChromium() {
  return findProgram(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    'SPOOR_CHROMIUM',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  );
}

/**
 * The path of a Firefox: `SPOOR_FIREFOX` or the system's; null when there is none.
 *
 * @returns {string | null}
 */
export function findFirefox() {
  return findProgram(['firefox-esr', 'firefox'], 'SPOOR_FIREFOX', '/Applications/Firefox.app/Contents/MacOS/firefox');
}

/**
 * The path of a Chromium, installed if need be: Debian's by apt where that is allowed, else Playwright's own.
 *
 * @returns {string}
 */
export function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  for (const install of [() => installByApt(['chromium']), installByPlaywright]) {
    install();
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'There is no Chromium here, and neither apt-get nor Playwright could install one. Install Chromium or Chrome yourself, and set SPOOR_CHROMIUM to its path if it is in an unusual place.',
  );
}

/**
 * What to do about an engine that is not here, in a sentence; null when it is here.
 *
 * @param {keyof typeof ENGINES} engine
 * @returns {string | null}
 */
export function missingEngine(engine) {
  const { title, isHere, packages } = ENGINES[engine];
  return isHere() ? null : `${title} is not here; on Debian: apt-get install ${packages.join(' ')}`;
}

/**
 * Installs the engines that are missing, by apt where that is allowed.
 *
 * @returns {string[]} a sentence for each that is missing still
 */
export function installEngines() {
  const engines = /** @type {(keyof typeof ENGINES)[]} */ (Object.keys(ENGINES));
  installByApt(
    engines.filter((engine) => missingEngine(engine) !== null).flatMap((engine) => ENGINES[engine].packages),
  );
  return engines.map(missingEngine).filter((sentence) => sentence !== null);
}

/**
 * @param {string[]} names of programs in the PATH
 * @param {string} [variable] names a variable of the environment with a path that goes before all
 * @param {string[]} elsewhere
 */
function findProgram(names, variable, ...elsewhere) {
  const chosen = variable && process.env[variable];
  if (chosen) {
    if (!isProgram(chosen)) throw new Error(`${variable} is ${chosen}, which is not a program that can be run.`);
    return chosen;
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return (
    [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(isProgram) ?? null
  );
}

/** @param {string[]} packages */
function installByApt(packages) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (packages.length === 0 || !existsSync('/usr/bin/apt-get')) return;
  // Ubuntu's packages of browsers are stubs that need snap, which containers lack.
  if (spawnSync('grep', ['-q', '^ID=debian', '/etc/os-release']).status !== 0) return;
  if (sudo.length > 0 && run([...sudo, 'true'], 'ignore') !== 0) return;
  console.log(`Installing with apt-get: ${packages.join(' ')}`);
  if (run([...sudo, 'apt-get', 'update', '-q']) === 0) {
    run([
      ...sudo,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      ...packages,
    ]);
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
