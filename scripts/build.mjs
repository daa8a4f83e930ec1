// Builds all of the package into dist/: `node scripts/build.mjs [name …]` builds only the named parts.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const PARTS = [
  'worker',
  'media-worker',
  'video-worker',
  'es',
  'iife',
  'tfjs-iife',
  'tfjs-esm',
  'media-iife',
  'media-esm',
  'video-iife',
  'video-esm',
  'service-worker',
  'server',
  'dashboard',
  'types',
];
const chosen = process.argv.slice(2);
const unknown = chosen.filter((part) => ![...PARTS, 'demo'].includes(part));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join(', ')}". The parts are ${PARTS.join(', ')} and demo.`);
  process.exit(2);
}
if (chosen.length === 0) rmSync('dist', { recursive: true, force: true });

for (const part of chosen.length > 0 ? chosen : PARTS) {
  const [command, ...args] =
    part === 'types' ? ['node', 'scripts/types.mjs'] : ['npx', '--no-install', 'vite', 'build', '--mode', part];
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`Building ${part} failed.`);
    process.exit(status ?? 1);
  }
  console.log(`built ${part.padEnd(9)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
