// `npm test`: everything that must hold before a change is good. It stops at the first check that fails; the tests are
// run all, by Vitest and by Playwright Test, and the last line counts those of both.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallChromium, installEngines } from './browser.mjs';

const missing = installEngines();
for (const sentence of missing) console.log(`${sentence}. Its tests ${process.env['CI'] ? 'fail' : 'are skipped'}.`);
try {
  console.log(`Browser: ${findOrInstallChromium()}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/** The first of these checks builds: types, lint and the package checks look at dist as users see it. */
const CHECKS = [
  { name: 'build', command: [process.execPath, 'scripts/build.mjs'] },
  { name: 'types', command: ['npx', '--no-install', 'tsc', '--noEmit'] },
  { name: 'lint', command: ['npx', '--no-install', 'oxlint', '--type-aware'] },
  { name: 'format', command: ['npx', '--no-install', 'oxfmt', '--check'] },
  { name: 'docs', command: [process.execPath, 'scripts/docs.mjs', '--check'] },
  { name: 'size', command: [process.execPath, 'scripts/size.mjs'] },
  { name: 'package', command: ['npx', '--no-install', 'publint', '--strict'] },
  {
    name: 'package types',
    command: [
      'npx',
      '--no-install',
      'attw',
      '--pack',
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      'worker',
      'spoor.iife.js',
      'spoor.tfjs.iife.js',
      'spoor.media.iife.js',
      'spoor.video.iife.js',
      'service-worker.iife.js',
    ],
  },
];

/** What is given to `npm test` chooses files: `npm test -- delivery`. */
const chosen = process.argv.slice(2);
const PLAYWRIGHT = ['npx', '--no-install', 'playwright', 'test', '--pass-with-no-tests'];
/** Each collects its counts; those of the engines come last, since they run beside each other. */
const TESTS = [
  {
    name: 'tests',
    command: ['npx', '--no-install', 'vitest', 'run', '--project', '!interop', '--passWithNoTests', ...chosen],
  },
  { name: 'browser tests', command: [...PLAYWRIGHT, '--project=browser', ...chosen] },
  {
    name: 'engine tests',
    command: [...PLAYWRIGHT, '--project=chromium', '--project=firefox', '--project=webkit', ...chosen],
  },
];

/** @param {{ name: string, command: string[] }} step @param {NodeJS.ProcessEnv} [env] */
function run({ name, command: [program, ...args] }, env = {}) {
  console.log(`\n== ${name}: ${args.slice(program === 'npx' ? 1 : 0).join(' ')}`);
  return spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
}

for (const check of CHECKS) {
  const { status, signal } = run(check);
  if (status === 0) continue;
  const how = signal ? ` (${signal})` : '';
  console.error(`\nThe step "${check.name}" failed${how}; the steps after it were not run.`);
  process.exit(status ?? 1);
}

const folder = mkdtempSync(join(tmpdir(), 'spoor-counts-'));
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [index, tests] of TESTS.entries()) {
  const file = join(folder, String(index));
  writeFileSync(file, '');
  const { status } = run(tests, { SPOOR_COUNTS: file });
  const said = readFileSync(file, 'utf8').trim();
  const counts = { passed: 0, failed: 0, skipped: 0, ...(said !== '' && JSON.parse(said)) };
  // A runner that ends without a word, or badly though each of its tests passed, has failed.
  if (counts.failed === 0 && (status !== 0 || said === '')) counts.failed = 1;
  for (const outcome of Object.keys(total)) total[outcome] += counts[outcome];
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed > 0 ? 1 : 0);
