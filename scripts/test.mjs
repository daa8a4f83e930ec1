// `npm test`: everything that must hold before a change is good. It stops at the first failure; the runner's count
// comes last.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findOrInstallChromium, installEngines } from './browser.mjs';

const missing = installEngines();
for (const sentence of missing) console.log(`${sentence}. Its tests ${process.env['CI'] ? 'fail' : 'are skipped'}.`);
try {
  console.log(`Browser: ${findOrInstallChromium()}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const DECLARATIONS = [...new Set(Object.values(exports).flatMap(({ types }) => types ?? []))];

/** The first of them builds: types, lint and the package checks look at dist as users see it. */
const STEPS = [
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
      'service-worker.iife.js',
    ],
  },
  {
    // As a user without skipLibCheck sees them: what is `@internal` has been taken out, and nothing that is left may
    // ask for it.
    name: 'declarations',
    command: [
      'npx',
      '--no-install',
      'tsc',
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--types',
      'node',
      ...DECLARATIONS,
    ],
  },
  {
    name: 'tests',
    command: ['npx', '--no-install', 'vitest', 'run', '--project', '!interop', ...process.argv.slice(2)],
  },
];

for (const { name, command } of STEPS) {
  console.log(`\n== ${name}: ${command.slice(command[0] === 'npx' ? 2 : 1).join(' ')}`);
  const [program, ...args] = command;
  const { status, signal } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) {
    // The runner has said which tests failed, and its count is to be the last line.
    if (name !== 'tests')
      console.error(`\nThe step "${name}" failed${signal ? ` (${signal})` : ''}; the steps after it were not run.`);
    process.exit(status ?? 1);
  }
}
